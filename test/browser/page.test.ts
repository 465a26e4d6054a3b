import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { createFakeSource } from '../support/fake-inspector-source.js';
import { noBrowser, openPage, serveSource, startApp, useBrowser } from './harness.js';

const skipped = noBrowser ?? '';

describe.skipIf(noBrowser)(`a long chat ${skipped}`, () => {
  useBrowser();

  async function openLong(count: number) {
    const source = createFakeSource();
    for (let index = 0; index < count; index++) {
      const text = `Number ${index} ${'and some more words '.repeat(index % 13)}`;
      source.add({ side: index % 3 === 0 ? 'user' : 'bot', name: 'Ada', parts: [{ kind: 'text', text }] });
    }
    const opened = await openPage(await serveSource(source));
    await opened.page.getByRole('button', { name: /Ada/ }).click();
    await opened.page.locator('article', { hasText: `Number ${count - 1} ` }).waitFor();
    await opened.page.getByRole('feed', { name: `Messages, ${count}` }).waitFor();
    return { ...opened, source };
  }

  /** What stands at some heights of the window: a bubble's text, or nothing. */
  const look = (page: Page) =>
    page.evaluate(() => {
      const box = document.querySelector('.scroller')?.getBoundingClientRect() ?? new DOMRect();
      const slots = [...document.querySelectorAll('.slot')].map((slot) => slot.getBoundingClientRect());
      return {
        drawn: slots.length,
        covered: [0.02, 0.25, 0.5, 0.75, 0.97].every((part) => {
          const y = box.top + box.height * part;
          return slots.some(({ top, bottom }) => top <= y && bottom >= y - 13);
        }),
      };
    });

  it('scrolls through 5 000 messages, and never shows a gap', async () => {
    const { page, complaints } = await openLong(5000);
    const feed = page.locator('.scroller');
    for (let step = 20; step >= 0; step--) {
      await feed.evaluate((view, where) => {
        view.scrollTop = (view.scrollHeight - view.clientHeight) * where;
      }, step / 20);
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      const { drawn, covered } = await look(page);
      expect(drawn).toBeLessThan(120);
      expect(covered, `at ${step} of 20`).toBe(true);
    }
    await page.locator('article', { hasText: /^Number 0 / }).waitFor();
    await page.getByRole('button', { name: 'To the newest message' }).click();
    await page.locator('article', { hasText: 'Number 4999 ' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('stays where the person reads while messages come in, and follows at the end', async () => {
    const { page, source } = await openLong(300);
    const feed = page.locator('.scroller');
    const distance = () => feed.evaluate((view) => view.scrollHeight - view.scrollTop - view.clientHeight);
    source.add({ parts: [{ kind: 'text', text: 'Comes at the end' }] });
    await page.getByText('Comes at the end').last().waitFor();
    expect(await distance()).toBeLessThan(5);
    await feed.evaluate((view) => {
      view.scrollTop = 2000;
    });
    await page.getByRole('button', { name: 'To the newest message' }).waitFor();
    const before = await feed.evaluate((view) => view.scrollTop);
    for (let index = 0; index < 5; index++) source.add({});
    await page.locator('.to-end .badge', { hasText: '5' }).waitFor();
    expect(Math.abs((await feed.evaluate((view) => view.scrollTop)) - before)).toBeLessThan(5);
  });

  it('finds, filters and marks', async () => {
    const { page, source } = await openLong(400);
    source.add({ state: 'undelivered', note: 'never arrives', parts: [{ kind: 'text', text: 'Lost' }] });
    await page.getByLabel('Search this chat').fill('number 123 ');
    await page.locator('article', { hasText: 'Number 123 ' }).waitFor();
    expect(await page.locator('article').count()).toBe(1);
    expect(await page.locator('article mark').textContent()).toBe('Number 123 ');
    await page.getByLabel('Search this chat').fill('');
    await page.getByRole('button', { name: 'Not delivered', exact: true }).click();
    expect(await page.locator('article').allTextContents()).toEqual([expect.stringContaining('Lost')]);
    await page.getByLabel('Search chats and messages').fill('nothing has this');
    await page.getByText('No chat or message has').waitFor();
    await page.getByLabel('Search chats and messages').fill('Number 77 ');
    await page.getByRole('button', { name: /Ada/ }).waitFor();
  });
});

describe.skipIf(noBrowser)(`without a mouse ${skipped}`, () => {
  useBrowser();

  const focused = (page: Page) =>
    page.evaluate(() => {
      const { activeElement } = document;
      return activeElement?.id || activeElement?.className || activeElement?.tagName;
    });

  it('does everything by keys', async () => {
    const source = createFakeSource({ reply: (text) => `Echo: ${text}` });
    for (const text of ['One', 'Two', 'Three'])
      source.add({ side: 'user', name: 'Ada', parts: [{ kind: 'text', text }] });
    source.add({ chat: '5', name: 'Bob', side: 'user' });
    const { page, complaints } = await openPage(await serveSource(source));
    const { keyboard } = page;
    await page.getByRole('button', { name: /Ada/ }).waitFor();

    await keyboard.press('/');
    expect(await focused(page)).toBe('chat-search');
    await keyboard.type('ada');
    await page.getByRole('button', { name: /Bob/ }).waitFor({ state: 'detached' });
    await keyboard.press('ArrowDown');
    expect(await focused(page)).toBe('chat');
    await keyboard.press('Enter');
    await page.locator('article').nth(2).waitFor();

    await keyboard.press('n');
    expect(await focused(page)).toBe('composer');
    await keyboard.type('Typed? /n r t');
    await keyboard.press('Enter');
    await page.locator('article', { hasText: 'Echo: Typed? /n r t' }).waitFor();
    expect(source.said).toMatchObject([{ chat: '987654321', text: 'Typed? /n r t' }]);

    await keyboard.press('Escape');
    for (let tries = 0; tries < 30 && !(await focused(page))?.startsWith('row-'); tries++) await keyboard.press('Tab');
    await keyboard.press('Home');
    await page.waitForFunction(() => document.activeElement?.id === 'row-m0.0');
    await keyboard.press('ArrowDown');
    await page.waitForFunction(() => document.activeElement?.id === 'row-m1.0');
    const outline = await page.evaluate(
      () => getComputedStyle(document.activeElement?.firstElementChild as Element).outlineStyle,
    );
    expect(outline).toBe('solid');

    await keyboard.press('Enter');
    await page.getByRole('complementary', { name: 'Message in detail' }).waitFor();
    await page.waitForFunction(() => document.activeElement?.id === 'close-detail');
    await page.locator('.code').first().waitFor();
    await keyboard.press('r');
    await page.getByText('Replayed: HTTP 200.').waitFor();
    expect(source.replayed).toEqual(['m1']);
    await keyboard.press('Escape');
    await page.waitForFunction(() => document.activeElement?.id === 'row-m1.0');

    await keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    await keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    const theme = () => page.evaluate(() => document.documentElement.dataset['theme']);
    await keyboard.press('t');
    expect(await theme()).toBe('dark');
    await page.reload();
    expect(await theme()).toBe('dark');
    expect(complaints).toEqual([]);
  });

  it('names what it shows for screen readers', async () => {
    const source = createFakeSource();
    source.add({ side: 'user', name: 'Ada', parts: [{ kind: 'text', text: 'Hello' }] });
    const { page } = await openPage(await serveSource(source));
    await page.getByRole('navigation', { name: 'Chats' }).getByRole('button', { name: /Ada/ }).click();
    const article = page.getByRole('feed').getByRole('article', { name: /User, .*: Hello. delivered/ });
    expect(await article.getAttribute('aria-setsize')).toBe('1');
    const nameless = await page.evaluate(() =>
      [...document.querySelectorAll('button, a, input, textarea')]
        .filter((one) => !one.getAttribute('aria-label') && !one.textContent && !one.closest('label'))
        .map((one) => one.outerHTML),
    );
    expect(nameless).toEqual([]);
  });
});

describe.skipIf(noBrowser)(`on a phone ${skipped}`, () => {
  useBrowser();

  it('shows one pane at a time, 380 px wide', async () => {
    const source = createFakeSource();
    source.add({ side: 'user', name: `Ada ${'Long'.repeat(40)}`, parts: [{ kind: 'text', text: 'W'.repeat(300) }] });
    const uri = `https://example.com/${'path/'.repeat(60)}photo.jpg`;
    const media = {
      kind: 'media',
      media: 'image',
      name: `${'n'.repeat(120)}.jpg`,
      uri,
      contentType: 'image/jpeg',
    } as const;
    source.add({ parts: [{ ...media, caption: `See ${uri}`, lostCaption: '' }] });
    const { page } = await openPage(await serveSource(source), {
      viewport: { width: 380, height: 720 },
      hasTouch: true,
    });
    const fits = async () => {
      const widest = await page.evaluate(() =>
        Math.max(...[...document.querySelectorAll('.app *')].map((one) => one.getBoundingClientRect().right)),
      );
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth);
      return { overflow, widest: Math.round(widest) };
    };
    const shown = () =>
      page.locator('.pane').evaluateAll((panes) => panes.filter((pane) => pane.checkVisibility()).length);

    await page.getByRole('button', { name: /Ada/ }).waitFor();
    expect([await shown(), (await fits()).overflow]).toEqual([1, 380]);
    await page.getByRole('button', { name: /Ada/ }).tap();
    await page.locator('article').nth(1).waitFor();
    expect(await shown()).toBe(1);
    // The filters scroll by themselves; everything else keeps within the window.
    const bubbles = await page
      .locator('.bubble')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().right));
    expect(Math.max(...bubbles)).toBeLessThanOrEqual(380);
    expect((await fits()).overflow).toBe(380);
    await page.locator('article').first().tap();
    await page.locator('.code').first().waitFor();
    expect([await shown(), (await fits()).overflow]).toEqual([1, 380]);
    expect((await fits()).widest).toBeLessThanOrEqual(380);
    await page.getByRole('button', { name: 'Close' }).tap();
    await page.getByRole('button', { name: 'Back to the chats' }).tap();
    await page.getByRole('button', { name: /Ada/ }).waitFor();
  });
});

describe.skipIf(noBrowser)(`remote files ${skipped}`, () => {
  useBrowser();

  it('are loaded when the person asks, and not before', async () => {
    const elsewhere = await startApp();
    const source = createFakeSource();
    const uri = `${elsewhere.url}/photo;a,b.jpg?x=1&y="2"`;
    const file = { kind: 'media', media: 'image', name: 'photo.jpg', uri, contentType: 'image/jpeg' } as const;
    source.add({ side: 'user', name: 'Ada', parts: [{ ...file, caption: '', lostCaption: '' }] });
    const { page } = await openPage(await serveSource(source));
    await page.getByRole('button', { name: /Ada/ }).click();
    await page.getByRole('button', { name: /Load from 127/ }).waitFor();
    expect(elsewhere.received).toEqual([]);
    await page.getByRole('button', { name: /Load from 127/ }).click();
    await page.frameLocator('iframe').locator('img').waitFor({ state: 'attached' });
    await expect.poll(() => elsewhere.received.map(({ path }) => path)).toEqual(['/photo;a,b.jpg?x=1&y=%222%22']);
  });
});

import { describe, expect, it } from 'vitest';
import type { Part } from '../../src/inspector/source.js';
import { createFakeSource } from '../support/fake-inspector-source.js';
import { noBrowser, openPage, serveSource, startApp, useBrowser } from './harness.js';

/** Ways to get a script to run, or a request out, when a text is taken for markup, an attribute, an address or code. */
function buildCorpus(elsewhere: string): readonly string[] {
  const act = `window.__ran=1;fetch('${elsewhere}/ran')`;
  return [
    `<script>${act}</script>`,
    `<script src="${elsewhere}/script.js"></script>`,
    `<img src="${elsewhere}/img" onerror="${act}">`,
    `<img src=x onerror=${act}>`,
    `<svg onload="${act}"><script>${act}</script></svg>`,
    `<svg><animate onbegin="${act}" attributeName=x dur=1s>`,
    `<iframe src="javascript:${act}"></iframe><iframe srcdoc="<script>parent.__ran=1</script>"></iframe>`,
    `<object data="${elsewhere}/object"></object><embed src="${elsewhere}/embed">`,
    `<link rel=stylesheet href="${elsewhere}/style.css"><style>@import url(${elsewhere}/import)</style>`,
    `<style>*{background:url(${elsewhere}/css)}</style>`,
    `<meta http-equiv=refresh content="0;url=${elsewhere}/refresh"><base href="${elsewhere}/">`,
    `<form action="${elsewhere}/form"><input autofocus onfocus="${act}"></form>`,
    `<details open ontoggle="${act}"><video autoplay src="${elsewhere}/video" onerror="${act}"></details>`,
    `"><img src=x onerror="${act}">`,
    `' onmouseover='${act}' x='`,
    `" autofocus onfocus="${act}" x="`,
    `</title></textarea></style></script><script>${act}</script>`,
    `<!--><script>${act}</script-->`,
    `<![CDATA[<script>${act}</script>]]>`,
    `<math><mtext><table><mglyph><style><img src=x onerror="${act}">`,
    `<noscript><p title="</noscript><img src=x onerror='${act}'>">`,
    `<template><script>${act}</script></template><x-y is="z">`,
    `javascript:${act}`,
    `JaVaScRiPt:${act}`,
    `java\tscript:${act}`,
    `\u0001javascript:${act}`,
    `data:text/html,<script>${act}</script>`,
    `data:image/svg+xml,<svg onload="${act}" xmlns="http://www.w3.org/2000/svg"/>`,
    `vbscript:msgbox(1)`,
    `blob:${elsewhere}/blob`,
    `file:///etc/passwd`,
    `//${elsewhere.slice(7)}/scheme-relative`,
    `http://127.0.0.1@evil.example/`,
    `https://example.com/"onmouseover="${act}`,
    `https://example.com/'><script>${act}</script>`,
    `{{constructor.constructor("${act}")()}}`,
    `\${${act}}`,
    `__proto__`,
    `constructor`,
    `\u202e gnp.exe \u2066\u2067 <b>bidi</b>`,
    `\ud800 half a pair`,
    `\u0000\u001b]8;;${elsewhere}\u0007link\u001b]8;;\u0007`,
    'Z̷̡̢͓̦̑͒a̵͕̓l̸̳̈́g̶̹̑o̵̗͊ '.repeat(30),
    '👨‍👩‍👧‍👦'.repeat(50),
    '﷽'.repeat(200),
  ];
}

/** A text in every place that a bubble has for one. */
function buildParts(evil: string, elsewhere: string): readonly Part[] {
  const file = { kind: 'media', media: 'image', contentType: evil } as const;
  return [
    { kind: 'text', text: evil },
    { ...file, name: evil, uri: evil, caption: evil, lostCaption: evil },
    { ...file, media: 'video', name: evil, uri: `${elsewhere}/${evil}`, caption: '', lostCaption: '' },
    { kind: 'location', latitude: 0, longitude: 0, label: evil },
    { kind: 'contact', name: evil, phones: [evil] },
    { kind: 'service', text: evil },
  ];
}

describe.skipIf(noBrowser)(`hostile texts ${noBrowser ?? ''}`, () => {
  useBrowser();

  it('run nothing and load nothing, wherever they stand', async () => {
    const elsewhere = await startApp();
    const corpus = buildCorpus(elsewhere.url);
    const source = createFakeSource();
    // Every text is the name of a chat, seen in the list. Bubbles, files, headers and bodies hold several at once.
    for (const [index, evil] of corpus.entries()) source.add({ chat: `${index}`, name: evil, side: 'user' });
    for (let from = 0; from < corpus.length; from += 6) {
      const some = corpus.slice(from, from + 6);
      const evil = some.join('\n');
      const headers = some.flatMap((one) => [['x-evil', one] as const, [one, 'x'] as const]);
      const answer = { at: 0, status: 200, headers, body: evil, durationMs: 1, failure: evil, cause: 'first' } as const;
      const checks = from % 12 === 0 ? 'payload' : 'webhook';
      source.add({
        id: `all${from}`,
        chat: `${from}`,
        bot: some[0] ?? '',
        name: some[1] ?? '',
        side: 'user',
        parts: some.flatMap((one) => buildParts(one, elsewhere.url)),
        note: evil,
        reference: evil,
        state: 'undelivered',
        call: { method: evil, url: evil, headers, body: evil, binary: true, checks },
        answers: some.map((body) => ({ ...answer, body })),
      });
      source.add({ chat: `${from}`, bot: some[0] ?? '', replyTo: `all${from}`, parts: [{ kind: 'text', text: evil }] });
    }
    const url = await serveSource(source);
    const { page, requests, complaints } = await openPage(url);
    await page.locator('.chat').first().waitFor();
    // Opens chats and messages in the page itself: one step from here takes longer than ten there.
    const chats = await page.evaluate(async () => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const wait = async (selector: string) => {
        for (let tries = 0; tries < 600 && document.querySelector(selector) === null; tries++) await frame();
        const found = document.querySelector<HTMLElement>(selector);
        if (found === null) throw new Error(`${selector} did not appear`);
        return found;
      };
      const names = document.querySelectorAll<HTMLElement>('.chat');
      for (const [index, chat] of [...names].entries()) {
        if (index % 6 > 0 && chat.textContent?.includes('User: ')) continue;
        chat.click();
        await wait('article');
        // Only what is near the window is drawn.
        for (let step = 4; step >= 0; step--) {
          const view = await wait('.scroller');
          view.scrollTop = (view.scrollHeight * step) / 5;
          await frame();
          await frame();
        }
        (await wait('article')).click();
        await wait('.detail .facts');
        for (const one of document.querySelectorAll('details')) one.open = true;
        await frame();
        (await wait('#close-detail')).click();
        await frame();
      }
      return names.length;
    });
    expect(chats).toBe(corpus.length + Math.ceil(corpus.length / 6));
    expect(await page.evaluate(() => (globalThis as Record<string, unknown>)['__ran'])).toBeUndefined();
    expect(elsewhere.received).toEqual([]);
    expect(requests.filter((one) => !one.startsWith(url) && !one.startsWith('data:image/svg+xml,%3Csvg'))).toEqual([]);
    expect(complaints).toEqual([]);
    const addresses = await page.evaluate(() => [...document.querySelectorAll('a')].map((one) => one.protocol));
    expect(addresses.filter((protocol) => !/^https?:$/.test(protocol))).toEqual([]);
    expect(await page.title()).toBe('cmtg inspector');
  });

  it('run nothing in the frame of a file either', async () => {
    const elsewhere = await startApp();
    const source = createFakeSource();
    for (const [index, media] of (['image', 'video', 'audio'] as const).entries()) {
      const name = `"><script>top.__ran=1;fetch('${elsewhere.url}/ran')</script>`;
      const uri = `${elsewhere.url}/${index}"><script>top.__ran=1</script>;script-src *,`;
      source.add({ parts: [{ kind: 'media', media, name, uri, contentType: '', caption: '', lostCaption: '' }] });
    }
    const { page } = await openPage(await serveSource(source));
    await page.locator('.chat').first().click();
    for (let left = 3; left > 0; left--)
      await page
        .getByRole('button', { name: /Load from/ })
        .first()
        .click();
    await expect.poll(() => elsewhere.received.length).toBeGreaterThanOrEqual(3);
    expect(elsewhere.received.filter(({ path }) => path === '/ran')).toEqual([]);
    expect(await page.evaluate(() => (globalThis as Record<string, unknown>)['__ran'])).toBeUndefined();
  });
});

describe.skipIf(noBrowser)(`another site ${noBrowser ?? ''}`, () => {
  useBrowser();

  it('reaches nothing, even if it knows the address', async () => {
    const elsewhere = await startApp();
    const source = createFakeSource();
    source.add({ side: 'user' });
    const url = await serveSource(source);
    const { page } = await openPage(elsewhere.url);
    const outcome = await page.evaluate(async (inspector) => {
      const json = {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"bot":"1","chat":"2","text":"hi"}',
      };
      const attempts = {
        read: () => fetch(`${inspector}api/chats`),
        say: () => fetch(`${inspector}api/say`, json),
        simple: () => fetch(`${inspector}api/say`, { method: 'POST', mode: 'no-cors', body: json.body }),
        replay: () => fetch(`${inspector}api/replay`, { ...json, body: '{"id":"m0"}' }),
        beacon: async () => navigator.sendBeacon(`${inspector}api/say`, json.body),
        events: () =>
          new Promise((resolve, reject) => {
            const events = new EventSource(`${inspector}api/events`);
            events.onopen = () => resolve('open');
            events.onerror = reject;
          }),
        script: () =>
          new Promise((resolve, reject) => {
            const script = document.createElement('script');
            script.src = `${inspector}api/chats`;
            script.onload = () => resolve('loaded');
            script.onerror = reject;
            document.head.append(script);
          }),
      };
      const results: Record<string, string> = {};
      for (const [name, attempt] of Object.entries(attempts)) {
        results[name] = await attempt().then(
          (answer) => (answer instanceof Response ? answer.type : String(answer)),
          () => 'refused',
        );
      }
      const form = document.createElement('form');
      form.method = 'post';
      form.action = `${inspector}api/say`;
      form.target = 'elsewhere';
      form.enctype = 'text/plain';
      const frame = document.createElement('iframe');
      frame.name = 'elsewhere';
      document.body.append(frame, form);
      await new Promise((resolve) => {
        frame.onload = resolve;
        form.submit();
      });
      return results;
    }, url);
    expect(outcome).toMatchObject({
      read: 'refused',
      say: 'refused',
      replay: 'refused',
      events: 'refused',
      script: 'refused',
    });
    expect(outcome['simple']).not.toBe('basic');
    expect([source.said, source.replayed]).toEqual([[], []]);
  });
});

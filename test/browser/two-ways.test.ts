import { describe, expect, it } from 'vitest';
import { noBrowser, openPage, startApp, startCommand, until, useBrowser } from './harness.js';

const payload = (from: string, to: string, text: string) =>
  JSON.stringify({
    messages: {
      msg: [
        { allowedChannels: ['Telegram Messenger'], from, to: [{ number: to }], body: { type: 'auto', content: text } },
      ],
    },
  });

function send(gateway: string, body: string) {
  const headers = { 'content-type': 'application/json', 'x-cm-producttoken': 'any-token' };
  return fetch(`${gateway}/v1.0/message`, { method: 'POST', headers, body });
}

describe.skipIf(noBrowser)(`the inspector of the sandbox ${noBrowser ?? ''}`, () => {
  useBrowser();

  it('carries what the user writes to the app, and shows what the app answers', async () => {
    let gateway = '';
    const app = await startApp(({ body }) => {
      const { from, to, message } = JSON.parse(body);
      return send(gateway, payload(to.number, from.number, `You said: ${message.text}`));
    });
    const ready = await startCommand([
      'sandbox',
      '--port',
      '0',
      '--inspector-port',
      '0',
      '--webhook',
      `${app.url}/hook`,
    ]);
    gateway = ready.url;
    const { page, requests, complaints } = await openPage(ready.inspector);

    await page.getByRole('button', { name: 'New chat' }).click();
    await page.getByLabel('Chat ID').fill('424242');
    await page.getByLabel('Name').fill('Ada');
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByRole('button', { name: /Ada/ }).click();
    await page.getByText('You said: /start').last().waitFor();

    await page.getByLabel('Message', { exact: true }).fill('Where is my parcel? 📦');
    await page.keyboard.press('Enter');
    await page.locator('article', { hasText: 'You said: Where is my parcel? 📦' }).waitFor();
    expect(app.received.map(({ body }) => JSON.parse(body).message.text)).toEqual(['/start', 'Where is my parcel? 📦']);

    await page.locator('article.user', { hasText: 'Where is my parcel' }).click();
    await page.getByText('HTTP 200').waitFor();
    await page.getByText('21 of 4096 code points').waitFor();
    await page.getByRole('button', { name: 'Replay' }).click();
    await until(() => app.received.length === 3);
    expect(app.received[2]?.body).toBe(app.received[1]?.body);
    await page.getByText('Answers (2)').waitFor();

    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !url.startsWith(ready.inspector) && !url.startsWith('data:'))).toEqual([]);
  });

  it('shows what never arrives, and what the gateway refuses', async () => {
    const ready = await startCommand(['sandbox', '--port', '0', '--inspector-port', '0']);
    const { page } = await openPage(ready.inspector);
    await send(ready.url, payload('1234567890', '777', 'Nobody opened this chat'));
    await send(ready.url, payload('1234567890', '777', 'x'.repeat(5000)));
    await page.getByRole('button', { name: /777/ }).click();
    await page.getByText('never arrives: the person has not written to this bot yet').waitFor();
    await page.locator('article', { hasText: 'Refused by the gateway' }).click();
    await page.locator('.finding.error', { hasText: 'text/too-long' }).waitFor();
    await page.getByRole('button', { name: 'As it came' }).click();
    await page.locator('.finding.error', { hasText: 'line 1' }).waitFor();
    expect(await page.locator('.code').first().textContent()).not.toContain('any-token');
  });
});

describe.skipIf(noBrowser)(`the inspector of listen ${noBrowser ?? ''}`, () => {
  useBrowser();

  const webhook = JSON.stringify({
    reference: '',
    messageContext: '',
    from: { number: '424242', name: 'Ada' },
    to: { number: '1234567890', name: '' },
    message: { text: 'From the journal', media: { mediaUri: '', contentType: '', title: '' }, custom: {} },
    groupings: ['', '', ''],
    timeUtc: '2027-01-04T09:00:00',
    channel: 'Telegram Messenger',
  });

  it('shows webhooks as they come, and replays one byte for byte', async () => {
    const app = await startApp();
    const ready = await startCommand(['listen', '--port', '0', '--inspector', '--forward', `${app.url}/hook`]);
    const { page, complaints } = await openPage(ready.inspector);
    await fetch(ready.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: webhook });
    await fetch(ready.url, { method: 'POST', body: 'not JSON <b>at all</b>' });

    await page.getByRole('button', { name: /Ada/ }).click();
    await page.locator('article', { hasText: 'From the journal' }).click();
    await page.getByText('HTTP 200').waitFor();
    await page.getByRole('button', { name: 'Replay' }).click();
    await until(() => app.received.length === 3);
    expect(app.received.filter(({ body }) => body === webhook)).toHaveLength(2);
    await page.getByText('Answers (2)').waitFor();
    expect(await page.getByLabel('Message', { exact: true }).count()).toBe(0);

    await page.getByRole('button', { name: /Without a number/ }).click();
    await page.locator('article', { hasText: 'Unknown webhook' }).click();
    await page.getByText('not JSON <b>at all</b>').waitFor();
    expect(complaints).toEqual([]);
  });
});

// Run by node:test through the built package: see testing.test.ts.
import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { createSandbox } from 'cmtelegram/testing';

const sandbox = await createSandbox({
  async webhook(request) {
    const { from, to, message } = await request.json();
    const reply = {
      from: to.number,
      to: [{ number: from.number }],
      body: { type: 'auto', content: `${message.text}!` },
    };
    await sandbox.fetch(sandbox.endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-cm-producttoken': 'any' },
      body: JSON.stringify({ messages: { msg: [reply] } }),
    });
    return new Response();
  },
});

beforeEach(() => sandbox.reset());
after(() => sandbox.close());

test('the bot shouts', async () => {
  await sandbox.say('hello');
  assert.deepEqual(
    sandbox.messages().map(({ by, shown }) => [by, shown[0].text]),
    [
      ['user', 'hello'],
      ['bot', 'hello!'],
    ],
  );
});

test('a failed webhook waits five minutes, and holds no process open', async () => {
  const served = await createSandbox({ listen: true, webhook: 'http://127.0.0.1:9/' });
  const { webhook } = await served.say('anybody?');
  assert.equal(webhook.state, 'waiting');
  assert.equal((await fetch(`${served.url}/_sandbox/status`)).status, 200);
  await served.close();
  const forgotten = await createSandbox({ webhook: () => new Response(null, { status: 500 }) });
  await forgotten.say('never closed');
});

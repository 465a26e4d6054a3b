import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { MessageApiClient } from '@cmdotcom/text-sdk';
import { describe, expect, it } from 'vitest';
import { servePerson } from './served.js';

/** The one thing that is set differently: where messages go. The SDK has no public option for it. */
function pointTo(message: object, url: string): void {
  (message as { api: { basePath: string } }).api.basePath = url;
}

describe('CM’s JavaScript SDK', () => {
  it('sends a text, unchanged apart from the endpoint', async () => {
    const { sandbox, served } = await servePerson();
    await sandbox.act({ kind: 'start' }, { bot: 'CM.com', chat: '987654321' }).first;
    const message = new MessageApiClient('00000000-1111-2222-3333-444444444444')
      .createMessage()
      .setMessage(['987654321'], 'CM.com', 'Hello from the SDK', 'ref1');
    message.setAllowedChannels(['Telegram Messenger']);
    pointTo(message, served.url);
    const { status, data } = await message.send();
    expect(status).toBe(200);
    expect(data).toMatchObject({
      details: 'Created 1 message(s)',
      errorCode: 0,
      messages: [{ to: '987654321', status: 'Accepted', reference: 'ref1', messageErrorCode: 0 }],
    });
    expect(sandbox.messages().at(-1)).toMatchObject({
      reference: 'ref1',
      groupings: ['', '', 'text-sdk-javascript'],
      shown: [{ kind: 'text', text: 'Hello from the SDK' }],
    });
    expect(JSON.stringify(sandbox.exchanges())).not.toContain('444444444444');
  });

  it('sends rich content with media', async () => {
    const { sandbox, served } = await servePerson();
    await sandbox.act({ kind: 'start' }, { bot: '123' }).first;
    const message = new MessageApiClient('any').createMessage().setMessage(['987654321'], '123', 'fallback');
    message
      .setAllowedChannels(['Telegram Messenger'])
      .setConversation([
        { text: 'Look', media: { mediaName: 'a.png', mediaUri: 'https://example.com/a.png', mimeType: 'image/png' } },
      ]);
    pointTo(message, served.url);
    await message.send();
    expect(sandbox.messages().at(-1)).toMatchObject({
      shown: [{ kind: 'image', caption: 'Look', media: { name: 'a.png' } }],
    });
  });

  it('sees the errors of a refused message', async () => {
    const { served } = await servePerson();
    const message = new MessageApiClient('any').createMessage().setMessage(['nobody'], '123', 'x');
    pointTo(message, served.url);
    const error = await message.send().then(
      () => undefined,
      (failure: { response?: { status: number } }) => failure,
    );
    expect(error?.response?.status).toBe(400);
  });
});

const hasCurl = spawnSync('curl', ['--version']).status === 0;

describe.skipIf(!hasCurl)('curl (needs curl)', () => {
  /** The two forms of CM's Telegram page: a text with the token in the body, and a picture as rich content. */
  const documented: readonly (readonly [string, string, object])[] = [
    [
      'a text',
      `{"messages": {"authentication": {"producttoken": "00000000-1111-2222-3333-444444444444"}, "msg": [{
        "body": {"type": "auto", "content": "Simple sample text"}, "to": [{"number": "987654321"}], "from": "1234567890",
        "allowedChannels": ["Telegram Messenger"], "body": {"type": "auto", "content": "Simple sample text"}}]}}`,
      { kind: 'text', text: 'Simple sample text' },
    ],
    [
      'a picture with a text',
      `{"messages": {"authentication": {"producttoken": "00000000-1111-2222-3333-444444444444"}, "msg": [{
        "from": "1234567890", "to": [{"number": "987654321"}], "body": {"content": ""},
        "allowedChannels": ["Telegram Messenger"], "richContent": {"conversation": [{"text": "Below the picture", "media":
        {"mediaName": "logo.png", "mediaUri": "https://example.com/logo.png", "mimeType": "image/png"}}]}}]}}`,
      { kind: 'image', caption: 'Below the picture' },
    ],
  ];

  it.each(documented)('sends %s as CM’s page shows it', async (_name, body, shown) => {
    const { sandbox, served } = await servePerson();
    await sandbox.act({ kind: 'start' }, { bot: '1234567890' }).first;
    const args = [
      '-sS',
      '-X',
      'POST',
      `${served.url}/v1.0/message`,
      '-H',
      'Content-Type: application/json',
      '-d',
      body,
    ];
    const { stdout } = await promisify(execFile)('curl', args);
    expect(JSON.parse(stdout)).toMatchObject({ details: 'Created 1 message(s)', errorCode: 0 });
    expect(sandbox.messages().at(-1)).toMatchObject({ shown: [shown] });
  });
});

import { describe, expect, it } from 'vitest';
import { parseWebhook } from '../../../src/core/inbound/parse-webhook.js';
import type { SandboxChange, UserAction } from '../../../src/sandbox/conversation.js';
import { rich } from './harness.js';
import { BOT, CHAT, openPerson, START } from './person.js';

const NO_MEDIA = { mediaUri: '', contentType: '', title: '' };

describe('a chat', () => {
  it('must be opened by the person: what is sent before is accepted and never arrives', async () => {
    const { sandbox, send } = openPerson();
    await send();
    await sandbox.act({ kind: 'start' }).first;
    await send();
    expect(sandbox.messages().map((m) => (m.by === 'bot' ? (m.undelivered ?? 'arrived') : m.shown[0]))).toEqual([
      'chat-not-opened',
      { kind: 'text', text: '/start' },
      'arrived',
    ]);
    expect(sandbox.exchanges().map(({ status, errorCode }) => [status, errorCode])).toEqual([
      [200, 0],
      [200, 0],
    ]);
    expect(sandbox.chats()).toEqual([
      { bot: BOT, chat: CHAT, name: 'Sam', openedAt: START, lastAt: START, messages: 3 },
    ]);
  });

  it('belongs to one bot', async () => {
    const { sandbox, send } = openPerson();
    await sandbox.act({ kind: 'start' }).first;
    await send({ from: '555' });
    expect(sandbox.messages({ bot: '555' })).toMatchObject([{ undelivered: 'chat-not-opened' }]);
    await sandbox.act({ kind: 'text', text: 'hi' }, { bot: '555' }).first;
    await send({ from: '555' });
    expect(sandbox.messages({ bot: '555' }).at(-1)).not.toHaveProperty('undelivered');
    expect(sandbox.chats()).toHaveLength(2);
  });

  it('is with the bot that sent first, when only one did', async () => {
    const { sandbox, send } = openPerson();
    await send({ from: '555' });
    expect(sandbox.act({ kind: 'start' }).message.bot).toBe('555');
  });

  it('does not get what is for other channels, or shows as nothing', async () => {
    const { sandbox, send } = openPerson();
    sandbox.act({ kind: 'start' });
    await send({ allowedChannels: ['SMS'] });
    await send(rich({ location: { latitude: '1', longitude: '2' } }));
    expect(sandbox.messages().slice(1)).toMatchObject([
      { undelivered: 'other-channel', shown: [] },
      { undelivered: 'nothing-shown', shown: [] },
    ]);
  });

  it('shows several files as several Telegram messages of one message', async () => {
    const { sandbox, send } = openPerson();
    sandbox.act({ kind: 'start' });
    const media = (name: string) => ({
      mediaName: name,
      mediaUri: `https://example.com/${name}`,
      mimeType: 'image/png',
    });
    await send(rich({ text: 'one', media: media('a.png') }, { media: media('b.png') }));
    expect(sandbox.messages().at(-1)).toMatchObject({
      shown: [
        { kind: 'image', caption: 'one' },
        { kind: 'image', media: { name: 'b.png' } },
      ],
    });
  });
});

describe('the webhook of an action', () => {
  const media = { uri: 'https://example.com/cat.jpg' };
  it.each<[string, UserAction, Record<string, unknown>]>([
    ['a text', { kind: 'text', text: ' Grüße 👋 \n' }, { text: 'Grüße 👋', media: NO_MEDIA, custom: {} }],
    ['the start button', { kind: 'start' }, { text: '/start', media: NO_MEDIA, custom: {} }],
    ['a deep link', { kind: 'start', payload: 'a_B-1' }, { text: '/start a_B-1', media: NO_MEDIA, custom: {} }],
    [
      'a photo',
      { kind: 'image', media, caption: 'My cat' },
      { text: 'My cat', media: { mediaUri: media.uri, contentType: 'image/jpeg', title: 'cat.jpg' }, custom: {} },
    ],
    [
      'a document without a type in its name',
      { kind: 'document', media: { uri: 'https://example.com/file', name: 'terms' } },
      {
        text: '',
        media: { mediaUri: 'https://example.com/file', contentType: 'application/octet-stream', title: 'terms' },
        custom: {},
      },
    ],
    [
      'a sticker',
      { kind: 'sticker', media: { uri: 'https://example.com/s' } },
      { text: '', media: { mediaUri: 'https://example.com/s', contentType: 'image/webp', title: 's' }, custom: {} },
    ],
    [
      'a location',
      { kind: 'location', latitude: 51.5, longitude: -4.25, label: 'Here' },
      {
        text: '',
        media: NO_MEDIA,
        custom: { location: { latitude: 51.5, longitude: -4.25, label: 'Here', searchQuery: '' } },
      },
    ],
    [
      'a contact',
      { kind: 'contact', name: 'Ann Lee Smith', phone: '+31600000001' },
      {
        text: '',
        media: NO_MEDIA,
        custom: {
          contacts: [
            {
              name: { formatted_name: 'Ann Lee Smith', first_name: 'Ann', last_name: 'Lee Smith' },
              phones: [{ phone: '+31600000001', type: 'CELL' }],
            },
          ],
        },
      },
    ],
  ])('for %s has the form of CM’s inbound messages', async (_name, action, expected) => {
    const { sandbox, bodies, calls } = openPerson();
    const delivery = await sandbox.act(action).first;
    expect(delivery).toMatchObject({ state: 'delivered', tries: 1 });
    expect(bodies()).toEqual([
      {
        reference: '',
        messageContext: '',
        from: { number: CHAT, name: 'Sam' },
        to: { number: BOT },
        message: expected,
        groupings: ['', '', ''],
        timeUtc: '2027-01-01T12:00:00',
        channel: 'Telegram Messenger',
      },
    ]);
    expect(calls[0]?.headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8' });
    const parsed = parseWebhook(new TextEncoder().encode(calls[0]?.body));
    expect(parsed).toMatchObject({ kind: 'message', findings: [], sentAt: '2027-01-01T12:00:00Z' });
  });

  it('has the reference and groupings of the last message that arrived', async () => {
    const { sandbox, send, bodies } = openPerson();
    sandbox.act({ kind: 'start' });
    await send({ reference: 'first', customGrouping: 'a', customGrouping3: 'c' });
    await send({ reference: 'elsewhere', allowedChannels: ['SMS'] });
    await sandbox.act({ kind: 'text', text: 'thanks' }).first;
    expect(bodies()[1]).toMatchObject({ reference: 'first', messageContext: '', groupings: ['a', '', 'c'] });
  });

  it('has the reference of the message that was answered by reply', async () => {
    const { sandbox, send, bodies } = openPerson();
    sandbox.act({ kind: 'start' });
    await send({ reference: 'first' });
    await send({ reference: 'second' });
    const first = sandbox.messages().find((m) => m.by === 'bot' && m.reference === 'first');
    await sandbox.act({ kind: 'text', text: 'to the first' }, { replyTo: first?.id ?? 0 }).first;
    expect(bodies()[1]).toMatchObject({ reference: 'first', messageContext: 'first' });
  });

  it('comes in the order of the actions, one after the other', async () => {
    let open = 0;
    let most = 0;
    const { sandbox, bodies } = openPerson({}, async () => {
      most = Math.max(most, ++open);
      await new Promise((resolve) => setImmediate(resolve));
      open--;
      return { status: 200, detail: '' };
    });
    for (let i = 0; i < 20; i++) sandbox.act({ kind: 'text', text: `n${i}` });
    await sandbox.settled();
    expect(bodies().map((body) => (body['message'] as { text: string }).text)).toEqual(
      Array.from({ length: 20 }, (_, i) => `n${i}`),
    );
    expect(most).toBe(1);
  });

  it('goes nowhere when no address is set', async () => {
    const { sandbox, calls } = openPerson({ webhook: null });
    expect(await sandbox.act({ kind: 'start' }).first).toMatchObject({ state: 'nowhere', url: null });
    sandbox.setWebhook('http://127.0.0.1:2/');
    await sandbox.act({ kind: 'start' }).first;
    expect(calls.map(({ url }) => url)).toEqual(['http://127.0.0.1:2/']);
  });

  it('can be sent once more', async () => {
    const { sandbox, calls } = openPerson();
    const { id, body } = await sandbox.act({ kind: 'start' }).first;
    const copy = sandbox.redeliver(id);
    await sandbox.settled();
    expect(copy).toMatchObject({ copyOf: id, body });
    expect(calls.map((call) => call.body)).toEqual([body, body]);
    expect(sandbox.redeliver(99)).toBeUndefined();
  });
});

describe('status reports', () => {
  it('are off, and say accepted or failed when they are on', async () => {
    const off = openPerson();
    await off.send();
    expect(off.sandbox.deliveries()).toEqual([]);
    const on = openPerson({ statusReports: true });
    await on.send({ reference: 'early' });
    on.sandbox.act({ kind: 'start' });
    await on.send({ reference: 'late' });
    await on.sandbox.settled();
    expect(on.calls.map(({ kind }) => kind)).toEqual(['status', 'message', 'status']);
    const [early, , late] = on.calls.map(({ body }) => parseWebhook(new TextEncoder().encode(body)));
    expect(early).toMatchObject({ kind: 'status', reference: 'early', code: 3, to: { number: CHAT } });
    expect(late).toMatchObject({ kind: 'status', reference: 'late', code: 0, findings: [] });
  });
});

describe('what Telegram’s apps do not let a person do', () => {
  it.each<[UserAction, RegExp]>([
    [{ kind: 'text', text: ' \n' }, /no empty text/],
    [{ kind: 'text', text: '😀'.repeat(4097) }, /at most 4096/],
    [{ kind: 'text', text: '\ud83d' }, /Unicode/],
    [{ kind: 'start', payload: 'a b' }, /letters, digits/],
    [{ kind: 'start', payload: 'a'.repeat(65) }, /at most 64/],
    [{ kind: 'image', media: { uri: 'file:///etc/passwd' } }, /http or https/],
    [{ kind: 'image', media: { uri: 'https://a.example/b.jpg' }, caption: 'x'.repeat(1025) }, /at most 1024/],
    [{ kind: 'sticker', media: { uri: 'https://a.example/b' }, caption: 'x' }, /no caption/],
    [{ kind: 'location', latitude: 91, longitude: 0 }, /latitude/],
    [{ kind: 'location', latitude: 0, longitude: Number.NaN }, /longitude/],
    [{ kind: 'contact', name: '', phone: '1' }, /name and a phone/],
  ])('%j is an input error, and nothing happened', (action, why) => {
    const { sandbox } = openPerson();
    expect(() => sandbox.act(action)).toThrow(why);
    expect(sandbox.messages()).toEqual([]);
    expect(sandbox.deliveries()).toEqual([]);
  });

  it('answers no message that is not there, of somebody else, or undelivered', async () => {
    const { sandbox, send } = openPerson();
    await send();
    const own = sandbox.act({ kind: 'start' }).message.id;
    for (const replyTo of [1, own, 99]) {
      expect(() => sandbox.act({ kind: 'text', text: 'x' }, { replyTo })).toThrow(/could be answered/);
    }
  });

  it('takes texts at the limit', () => {
    const { sandbox } = openPerson();
    expect(() => sandbox.act({ kind: 'text', text: '😀'.repeat(4096) })).not.toThrow();
  });
});

describe('changes', () => {
  it('are told in order to whoever subscribed, and to nobody else', async () => {
    const { sandbox, send } = openPerson();
    const seen: SandboxChange['type'][] = [];
    const stop = sandbox.subscribe(({ type }) => seen.push(type));
    await sandbox.act({ kind: 'start' }).first;
    await send();
    sandbox.reset();
    stop();
    await sandbox.act({ kind: 'start' }).first;
    expect(seen).toEqual(['message', 'chat', 'delivery', 'delivery', 'exchange', 'message', 'chat', 'reset']);
  });

  it('leave earlier values as they were', async () => {
    const { sandbox } = openPerson({}, () => ({ status: 500, detail: '' }));
    const seen: unknown[] = [];
    sandbox.subscribe((change) => seen.push(structuredClone(change), change));
    await sandbox.act({ kind: 'start' }).first;
    await sandbox.advance(600_000);
    for (let i = 0; i < seen.length; i += 2) expect(seen[i + 1]).toEqual(seen[i]);
  });
});

it('forgets everything on reset, what is under way too, and counts from 1 again', async () => {
  let release = (): void => {};
  const { sandbox } = openPerson(
    {},
    () => new Promise((resolve) => (release = () => resolve({ status: 500, detail: '' }))),
  );
  const { first } = sandbox.act({ kind: 'start' });
  sandbox.act({ kind: 'text', text: 'queued' });
  await Promise.resolve();
  sandbox.reset();
  release();
  await first;
  await sandbox.settled();
  expect([sandbox.messages(), sandbox.chats(), sandbox.deliveries(), sandbox.exchanges()]).toEqual([[], [], [], []]);
  expect(sandbox.act({ kind: 'start' }).message).toMatchObject({ id: 1, delivery: 1 });
});

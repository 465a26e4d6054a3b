/*
 * Payloads with the faults people make, from a seed: the same seed makes the same payloads. About every second one has a
 * fault; faults are spread over everything that CM's error codes 202 to 305 and the size of texts are about.
 */

/** Numbers from a seed, in [0, 1). The algorithm is mulberry32. */
export type Random = () => number;

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Fields = { [key: string]: Json };

/** One request body, as text. */
export function generatePayload(random: Random): string {
  const count = random() < 0.8 ? 1 : 2 + Math.floor(random() * 4);
  const msg: Json[] = Array.from({ length: count }, () => generateMessage(random));
  const envelope: Fields = { messages: { msg } };
  if (random() < 0.1) (envelope['messages'] as Fields)['authentication'] = { producttoken: pick(random, tokens) };
  if (random() < 0.025) breakEnvelope(random, envelope);
  const text = JSON.stringify(envelope, null, random() < 0.5 ? 2 : undefined);
  return random() < 0.03 ? breakText(random, text) : text;
}

const tokens = ['00000000-1111-2222-3333-444444444444', 'Your product token', ''];

function generateMessage(random: Random): Fields {
  const message: Fields = {
    from: '123456789',
    to: [{ number: String(1 + Math.floor(random() * 999_999_999)) }],
    allowedChannels: ['Telegram Messenger'],
  };
  if (random() < 0.5) message['body'] = { type: 'auto', content: pick(random, texts) };
  else Object.assign(message, { body: { content: '' }, richContent: { conversation: generateItems(random) } });
  if (random() < 0.4) message['reference'] = pick(random, ['abc123', 'my_ref', '', 'a'.repeat(33)]);
  if (random() < 0.2) message['customGrouping2'] = 'parcels';
  if (random() < 0.1) message['validity'] = pick(random, ['2h', '30m', '72h', '2027-04-20 11:50:05 GMT']);
  for (let faults = random() < 0.55 ? 1 + Math.floor(random() * 2) : 0; faults > 0; faults--) {
    pick(random, messageFaults)(message, random);
  }
  return random() < 0.1 ? respell(random, message) : message;
}

const texts = ['Hello', 'Your parcel is on its way', 'Åse går hjem 👩‍👩‍👧', '*bold* readme.md', 'a\r\nb', '\u2060'];
const media: Fields = { mediaName: 'a.jpg', mediaUri: 'https://example.com/a.jpg', mimeType: 'image/jpeg' };

function generateItems(random: Random): Json[] {
  return Array.from({ length: 1 + Math.floor(random() * 2) }, () =>
    pick<() => Fields>(random, [
      () => ({ text: pick(random, texts) }),
      () => ({ media: { ...media } }),
      () => ({ text: 'caption', media: { ...media } }),
      () => ({ location: { latitude: '1', longitude: '2' } }),
      () => ({ $type: 'x', text: 'typed' }),
    ])(),
  );
}

type Fault = (message: Fields, random: Random) => void;

const odd: readonly Json[] = [null, true, 0, 1.5, '', ' ', [], {}, [null], ['x'], { number: 5 }, 1e300];
const badNumbers: readonly Json[] = [
  ...['', ' ', '0', '00', '+31612345678', '0031612345678', '@name', 'abc', '1 2', '12a', '-5', '-1001234567890'],
  ...[
    '1099511627775',
    '1099511627776',
    '-4000000000000',
    '-4000000000001',
    '99999999999999999999',
    '１２３',
    '1.0',
    '1e3',
  ],
  ...[5, null, ['1']],
];
const badSenders: readonly Json[] = [
  ...['', ' ', '\u3000', '@mybot', 'MyBot', 'Your bot ID', '123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11'],
  ...['BOT123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11', '123:short', 0, null, []],
];
const badTexts: readonly string[] = [
  ...[
    '',
    ' ',
    '\n\t ',
    '\u200b',
    '\ufeff\u00a0',
    '\u2028\u202e',
    '\u030a',
    '\ud83d',
    'a\udc00b',
    '\u3000\u2800',
    '\u0000',
  ],
  ...['a'.repeat(4096), 'a'.repeat(4097), '😀'.repeat(4096), '😀'.repeat(4097), `${'a'.repeat(4096)}\r\n`],
  ...[`${'a'.repeat(4095)}\u030ab`, `${'a\u030a'.repeat(2048)}`, '\u200e'.repeat(4097), `a${'\u200f'.repeat(4096)}b`],
  ...['a'.repeat(1024), 'a'.repeat(1025), '😀'.repeat(1025), ` ${'a'.repeat(1024)} `, `\u2029${'b'.repeat(4096)}`],
];
const badUris: readonly Json[] = [
  ...[
    '',
    'a.jpg',
    'ftp://example.com/a.jpg',
    'http://',
    'https://exa mple.com/',
    'file:///etc/passwd',
    'https://127.0.0.1/a',
  ],
  ...[
    'HTTPS://EXAMPLE.COM/A.JPG',
    'http://example.com/a.jpg',
    '//example.com/a.jpg',
    'https://u:p@example.com/',
    5,
    null,
  ],
];

const messageFaults: readonly Fault[] = [
  (message, random) => set(message, 'from', pick(random, badSenders)),
  (message) => void delete message['from'],
  (message, random) => set(message, 'to', [{ number: pick(random, badNumbers) }]),
  (message, random) => set(message, 'to', [{ number: '5' }, { number: pick(random, badNumbers) }, { number: '6' }]),
  (message, random) => set(message, 'to', pick(random, [[], {}, null, '5', [{}], [null], ['5'], [{ NUMBER: '5' }]])),
  (message) => void delete message['to'],
  (message, random) => {
    if (random() < 0.05) message['to'] = Array.from({ length: 1001 }, (_, i) => ({ number: String(i + 1) }));
  },
  (message, random) => {
    delete message['richContent'];
    message['body'] = { content: pick(random, badTexts) };
  },
  (message) => {
    delete message['richContent'];
    message['body'] = pick(() => 0.5, [{}, {}]);
  },
  (message, random) => {
    message['richContent'] = { conversation: [{ text: pick(random, badTexts) }] };
  },
  (message, random) => {
    message['richContent'] = { conversation: [{ text: pick(random, badTexts), media: { ...media } }] };
  },
  (message, random) => {
    message['richContent'] = { conversation: [{ media: { ...media, mediaUri: pick(random, badUris) } }] };
  },
  (message, random) => {
    const items: Json[] = [[], [{}], [{ foo: 1 }], [{ text: '' }], [{ media: {} }], [{ media: { mediaUri: '' } }]];
    message['richContent'] = { conversation: pick(random, items) };
  },
  (message, random) => {
    const length = pick(random, [99, 100, 101]);
    message[pick(random, ['customGrouping', 'customGrouping2', 'customGrouping3'])] = '😀'.repeat(length);
  },
  (message, random) =>
    set(message, 'validity', pick(random, ['soon', '', '2 h', '0m', '99999h', '2027-13-01 00:00:00'])),
  (message, random) => {
    message['allowedChannels'] = pick<Json>(random, [
      [],
      ['Telegram'],
      ['SMS'],
      [' Telegram Messenger'],
      ['SMS', 'Telegram Messenger'],
      'x',
    ]);
  },
  (message, random) => set(message, pick(random, Object.keys(message)), pick(random, odd)),
  (message, random) =>
    set(message, pick(random, ['refernce', 'suggestions', 'dcs', '__proto__', 'Body']), pick(random, odd)),
];

function breakEnvelope(random: Random, envelope: Fields): void {
  const messages = envelope['messages'] as Fields;
  pick(random, [
    () => delete envelope['messages'],
    () => (envelope['messages'] = pick(random, odd)),
    () => delete messages['msg'],
    () => (messages['msg'] = pick(random, odd)),
    () => (messages['authentication'] = pick(random, odd)),
    () => (messages['msg'] = Array.from({ length: pick(random, [1000, 1001]) }, (_, i) => plain(i + 1))),
  ])();
}

function set(message: Fields, key: string, value: Json): void {
  message[key] = value;
}

function plain(number: number): Json {
  return {
    from: '1',
    to: [{ number: String(number) }],
    body: { content: 'x' },
    allowedChannels: ['Telegram Messenger'],
  };
}

/** A few random cuts, insertions and swaps in the text. */
function breakText(random: Random, text: string): string {
  const at = Math.floor(random() * text.length);
  const sign = pick(random, ['"', ',', '{', ']', 'x', '\\', '\n', '\u0000', ' ', '0', "'", '//']);
  return pick(random, [
    text.slice(0, at) + sign + text.slice(at),
    text.slice(0, at),
    text.slice(0, at) + text.slice(at + 1),
  ]);
}

/** The same message with keys in another case, which CM does not tell apart. */
function respell(random: Random, message: Fields): Fields {
  return Object.fromEntries(
    Object.entries(message).map(([key, value]) => [random() < 0.5 ? key.toUpperCase() : key, value]),
  );
}

function pick<Value>(random: Random, values: readonly Value[]): Value {
  return values[Math.floor(random() * values.length)] as Value;
}

import xterm from '@xterm/headless';
import fc from 'fast-check';
import { parseWebhook } from '../../src/core/inbound/parse-webhook.js';
import { plain, type Style } from '../../src/render/style.js';
import { renderCompactWebhook } from '../../src/render/webhook-compact.js';
import { renderJsonWebhook } from '../../src/render/webhook-json.js';
import { renderWebhook } from '../../src/render/webhook-pretty.js';
import { renderRawWebhook } from '../../src/render/webhook-raw.js';
import { renderExec, renderForward, renderMedia, renderReply } from '../../src/render/webhook-results.js';
import { buildReceivedWebhook } from '../../src/webhook/received-webhook.js';

type Terminal = InstanceType<typeof xterm.Terminal>;

const WIDTH = 80;
const HEIGHT = 24;
/** Stands above and below whatever is rendered. */
const SENTINEL = 'sentinel ABCDEFG 0123456789';

const ESC = '\u001b';
const controls = Array.from({ length: 0x20 }, (_, code) => String.fromCharCode(code));
const c1 = Array.from({ length: 0x21 }, (_, index) => String.fromCharCode(0x7f + index));
const bidi = [
  '\u061c',
  '\u200e',
  '\u200f',
  '\u202a',
  '\u202b',
  '\u202c',
  '\u202d',
  '\u202e',
  '\u2066',
  '\u2067',
  '\u2068',
  '\u2069',
];
/** Sequences that change a title, a clipboard, the cursor, colours, modes, or ask the terminal to answer. */
const attacks = [
  `${ESC}]0;owned\u0007`,
  `${ESC}]2;owned${ESC}\\`,
  `\u009d0;owned\u009c`,
  `${ESC}]52;c;b3duZWQ=\u0007`,
  `\u009d52;c;b3duZWQ=\u0007`,
  `${ESC}]8;;https://example.com/evil${ESC}\\text${ESC}]8;;${ESC}\\`,
  `${ESC}[2J`,
  `${ESC}[1;1Howned`,
  `${ESC}[5A${ESC}[K`,
  `\u009b3A\u009bK`,
  `${ESC}[31;7m`,
  `${ESC}[?1049h`,
  `${ESC}[?25l`,
  `${ESC}[6n`,
  `${ESC}c`,
  `${ESC}7${ESC}8`,
  `${ESC}D${ESC}M`,
  `${ESC}P1$r0m${ESC}\\`,
  `\u0090q"1;1\u009c`,
  `${ESC}_apc${ESC}\\`,
  `${ESC}^pm${ESC}\\`,
  `${ESC}(0`,
  `${ESC}[4h`,
  `${ESC}[3;5r`,
  '\r',
  '\r\n',
  '\u0008\u0008\u0008',
  '\u000b\u000c',
  '\u0085\u2028\u2029',
  '\u000e\u000f',
  ESC,
  `${ESC}[`,
  `${ESC}]`,
  '\u009b',
  '\ud83d',
  '\ude00',
  '\u{1f468}\u200d\u{1f469}',
  'مرحبا',
  'שלום',
  'a\u0301\u0302',
  '漢字',
];

/** Foreign text: attacks, every control, whole or cut anywhere, between ordinary words. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...attacks) },
      { weight: 3, arbitrary: fc.constantFrom(...controls, ...c1, ...bidi) },
      { weight: 2, arbitrary: fc.constantFrom('word', ' ', '\n', '31m', ';1H', 'a'.repeat(90), '\\u001b', '&#27;') },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
      // A sequence that is split over two fields must not come together on the screen.
      {
        weight: 2,
        arbitrary: fc
          .tuple(fc.constantFrom(...attacks), fc.nat(8))
          .map(([attack, at]) => attack.slice(0, Math.max(1, at))),
      },
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

const number = fc.oneof(hostileText, fc.constant('987654321'), fc.constant('-100123'));

/** A message whose every field is hostile. */
const hostileMessage = fc.record({
  reference: hostileText,
  messageContext: hostileText,
  from: fc.record({ number, name: hostileText }),
  to: fc.record({ number }),
  message: fc.record({
    text: hostileText,
    media: fc.record({ mediaUri: hostileText, contentType: hostileText, title: hostileText }),
    custom: fc.record({
      location: fc.record({
        latitude: fc.double(),
        longitude: hostileText,
        label: hostileText,
        searchQuery: hostileText,
      }),
      contacts: fc.array(fc.record({ name: fc.record({ formatted_name: hostileText }) }), { maxLength: 2 }),
      suggestions: fc.array(fc.record({ action: hostileText, postbackData: hostileText }), { maxLength: 2 }),
      username: hostileText,
    }),
  }),
  groupings: fc.array(hostileText, { maxLength: 3 }),
  timeUtc: hostileText,
  channel: hostileText,
});

const hostileEvent = fc.record({
  from: fc.record({ number, name: hostileText }),
  event: fc.record({ type: hostileText, reference: hostileText }),
  timeUtc: hostileText,
  channel: hostileText,
});

const hostileReport = fc.record({
  messages: fc.record({
    msg: fc.record({
      received: hostileText,
      to: number,
      reference: hostileText,
      status: fc.record({ code: hostileText, errorCode: hostileText, errorDescription: hostileText }),
      operator: hostileText,
    }),
  }),
});

/** One generated case: a body, and the other foreign words around it. */
export const hostileCase = fc.record({
  body: fc.oneof(
    { weight: 6, arbitrary: hostileMessage.map((value) => JSON.stringify(value)) },
    { weight: 2, arbitrary: hostileEvent.map((value) => JSON.stringify(value)) },
    { weight: 2, arbitrary: hostileReport.map((value) => JSON.stringify(value)) },
    { weight: 2, arbitrary: hostileText },
  ),
  bytes: fc.uint8Array({ maxLength: 12 }),
  word: hostileText,
  form: fc.constantFrom('pretty', 'compact', 'raw', 'json', 'results'),
});

export type HostileCase = typeof hostileCase extends fc.Arbitrary<infer Value> ? Value : never;

const sgr = (code: number) => (text: string) => `${ESC}[${code}m${text}${ESC}[0m`;
/** Colours that no attack uses, so that any other is a foreign one. */
const coloured: Style = {
  ...plain,
  bold: sgr(91),
  dim: sgr(92),
  red: sgr(93),
  green: sgr(94),
  yellow: sgr(95),
  blue: sgr(96),
  magenta: sgr(97),
  cyan: sgr(101),
  color: true,
};

/** The text that `listen` would write for a case. */
export function renderCase({ body, bytes, word, form }: HostileCase): string {
  const webhook = buildReceivedWebhook({
    id: 'abc123-1',
    receivedAt: '2027-01-01T12:00:00.000Z',
    method: 'POST',
    path: `/${word}`,
    rawHeaders: ['Content-Type', 'application/json', `X-${word}`, word],
    // Bytes that are no UTF-8 at the end now and then.
    body: Buffer.concat([Buffer.from(body), bytes]),
    duplicateOf: undefined,
    seq: 1,
  });
  const read = { webhook, parsed: parseWebhook(body) };
  switch (form) {
    case 'pretty':
      return renderWebhook(read, { style: coloured, width: WIDTH });
    case 'compact':
      return renderCompactWebhook(read, coloured);
    case 'raw':
      return renderRawWebhook(webhook, coloured);
    case 'json':
      return renderJsonWebhook(read);
    default:
      return renderResults(word, body);
  }
}

function renderResults(word: string, body: string): string {
  const answer = { target: word, status: 500, ms: 1, body: Buffer.from(body), error: null };
  return [
    renderForward(
      { id: 'abc123-1', answers: [answer, { ...answer, status: null, error: word }], loop: false, differ: true },
      true,
      coloured,
    ),
    renderExec(
      { id: 'abc123-1', exitCode: 1, signal: null, ms: 1, timedOut: false, error: null, output: body },
      true,
      coloured,
    ),
    renderReply({ id: 'abc123-1', to: word, state: 'rejected', details: body, skipped: null }, coloured),
    renderMedia({ id: 'abc123-1', uri: word, file: null, bytes: 0, refused: body }, coloured),
    renderMedia({ id: 'abc123-1', uri: word, file: word, bytes: 1, refused: null }, coloured),
  ].join('');
}

/** A terminal that is asked after every case whether anything but the printed lines has changed. */
export interface TerminalCheck {
  /** Rejects with a description when the text did more than print lines. */
  check(text: string): Promise<void>;
}

/** Prints sentinels around each text and compares everything that must not change. */
export function createTerminalCheck(): TerminalCheck {
  const terminal = new xterm.Terminal({
    cols: WIDTH,
    rows: HEIGHT,
    scrollback: 1000,
    allowProposedApi: true,
    convertEol: true,
  });
  const incidents: string[] = [];
  terminal.onTitleChange((title) => incidents.push(`title “${title}”`));
  terminal.onData((data) => incidents.push(`the terminal answered ${JSON.stringify(data)}`));
  terminal.onBinary(() => incidents.push('the terminal answered'));
  terminal.onBell(() => incidents.push('bell'));
  for (const code of [0, 1, 2, 4, 8, 9, 52, 777, 1337]) {
    terminal.parser.registerOscHandler(code, (data) => {
      incidents.push(`OSC ${code} ${data}`);
      return true;
    });
  }
  terminal.parser.registerDcsHandler({ final: 'q' }, () => {
    incidents.push('DCS');
    return true;
  });
  // The only CSI that may come is colour, and it is ours.
  for (const final of 'ABCDEFGHIJKLMPSTXZ`abcdefghilnprstu') {
    for (const prefix of ['', '?', '>']) {
      terminal.parser.registerCsiHandler({ ...(prefix === '' ? {} : { prefix }), final }, (parameters) => {
        incidents.push(`CSI ${prefix}${parameters.join(';')}${final}`);
        return true;
      });
    }
  }
  terminal.parser.registerCsiHandler({ final: 'm' }, ([code, ...more]) => {
    if (more.length > 0 || (code !== 0 && (Number(code) < 91 || Number(code) > 101))) incidents.push(`colour ${code}`);
    return false;
  });
  const write = (text: string) => new Promise<void>((resolve) => terminal.write(text, resolve));

  return {
    async check(text) {
      terminal.reset();
      incidents.length = 0;
      await write(`${SENTINEL}\n`);
      await write(text);
      const buffer = terminal.buffer.active;
      const end = { x: buffer.cursorX, y: buffer.baseY + buffer.cursorY };
      await write(SENTINEL);
      if (incidents.length > 0) throw new Error(incidents.join('; '));
      if (end.x !== 0) throw new Error(`the cursor stands in column ${end.x} after the text`);
      if (terminal.buffer.active.type !== 'normal') throw new Error('another screen');
      expectLine(terminal, 0, 'above');
      expectLine(terminal, end.y, 'below');
      const lines = text.split('\n').length - 1;
      const shown = countLines(terminal, 1, end.y);
      if (shown !== lines) throw new Error(`${shown} lines on the screen for ${lines} lines of text`);
      if (countInk(terminal, end.y + 1) > 0) throw new Error('something is written below the text');
    },
  };
}

/** The sentinel stands unchanged and in the default colours. */
function expectLine(terminal: Terminal, row: number, where: string): void {
  const line = terminal.buffer.active.getLine(row);
  const text = line?.translateToString(true) ?? '';
  if (text !== SENTINEL) throw new Error(`the line ${where} reads ${JSON.stringify(text)}`);
  for (let column = 0; column < SENTINEL.length; column++) {
    const cell = line?.getCell(column);
    if (cell?.isAttributeDefault() !== true) throw new Error(`the line ${where} has another look`);
  }
}

/** Lines between two rows; rows that a long line was wrapped into count once. */
function countLines(terminal: Terminal, from: number, to: number): number {
  let lines = 0;
  for (let row = from; row < to; row++) if (terminal.buffer.active.getLine(row)?.isWrapped === false) lines++;
  return lines;
}

/** Rows from one on that hold anything. */
function countInk(terminal: Terminal, from: number): number {
  const { active } = terminal.buffer;
  let rows = 0;
  for (let row = from; row < active.length; row++) if (active.getLine(row)?.translateToString(true) !== '') rows++;
  return rows;
}

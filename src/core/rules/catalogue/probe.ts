import { figure, type RuleInfo } from '../rule-info.js';

const BOT_FILES = 'https://core.telegram.org/bots/api#sending-files';

const reasons: Readonly<Record<string, string>> = {
  'name-lookup': 'the name cannot be looked up',
  'connection-refused': 'it refuses connections',
  'connection-lost': 'it closed the connection without a complete answer',
  tls: 'no secure connection can be made',
  timeout: 'it did not answer in time',
  'not-http': 'its answer is not HTTP',
  'too-many-redirects': 'more than three redirects',
  'bad-redirect': 'it redirects to something that is no address',
  network: 'the network does not lead there',
};

const skips: Readonly<Record<string, string>> = {
  http: 'it is plain http',
  scheme: 'it is neither https nor http',
  port: 'only the ports 80 and 443 are spoken to',
  credentials: 'it carries a user name or password',
};

/** `files.example.com`, or `where the address redirects to` before it. */
function hostOf(a: Readonly<Record<string, string | number>>): string {
  return a.redirected ? `${a.host} (after a redirect)` : String(a.host);
}

/** Digits in groups of three, from four digits on: sizes are compared digit by digit. */
function bytes(value: string | number | undefined): string {
  return `${figure(value)} bytes`;
}

/** What only a look at the file itself tells: `--probe`. */
export const probeRules = {
  'media/probe-private': {
    title: 'Name that leads to a private address',
    severity: 'error',
    message: (a) => `${hostOf(a)} leads to an address that nobody outside reaches (${a.why}); no connection was made.`,
    help: 'Put the file on a public web server. If your network answers otherwise than the internet does, probe from outside.',
    facts: ['mediaByUrl'],
  },
  'media/probe-unreachable': {
    title: 'File that cannot be fetched',
    severity: 'error',
    message: (a) => `The file could not be fetched from ${hostOf(a)}: ${reasons[String(a.reason)] ?? a.reason}.`,
    help: 'CM and Telegram fetch the file themselves: try the address in a browser, from another network.',
    facts: ['mediaByUrl'],
  },
  'media/probe-status': {
    title: 'Server that does not give the file',
    severity: 'error',
    message: (a) => `${hostOf(a)} answers with HTTP ${a.status} instead of the file.`,
    help: 'Make the file readable without a login, and check the address letter by letter.',
    facts: ['mediaByUrl'],
  },
  'media/probe-skipped': {
    title: 'Address that was not probed',
    severity: 'info',
    message: (a) => `${hostOf(a)} was not probed: ${skips[String(a.reason)] ?? a.reason}.`,
    help: 'Use a plain https address; --probe-http lets the probe fetch http addresses, too.',
    source: 'assumed',
  },
  'media/probe-html': {
    title: 'Web page instead of a file',
    severity: 'error',
    message: (a) => `${hostOf(a)} gives a web page, not ${a.mimeType || 'a media file'}.`,
    help: 'Give the address of the file itself, not of a page that shows it or asks to log in.',
    source: BOT_FILES,
  },
  'media/probe-empty': {
    title: 'Empty file',
    severity: 'error',
    message: (a) => `The file on ${hostOf(a)} is empty.`,
    help: 'Upload it again.',
    source: BOT_FILES,
  },
  'media/probe-size': {
    title: 'File too large',
    severity: 'error',
    message: (a) =>
      `The file has ${bytes(a.size)}; the limit for ${a.family} is ${a.megabytes} MB (${bytes(a.limit)} at most).`,
    help: 'Make it smaller, or put a link into a text instead. Nobody reports a file that is too large.',
    facts: ['imageBytes', 'fileBytes'],
  },
  'media/probe-size-close': {
    title: 'File between two readings of the limit',
    severity: 'warning',
    message: (a) =>
      `The file has ${bytes(a.size)}: less than ${a.megabytes} binary megabytes and more than ${a.megabytes} decimal ones (${bytes(a.limit)}).`,
    help: 'Make it smaller: neither CM nor Telegram says which megabyte is meant.',
    facts: ['imageBytes', 'fileBytes'],
  },
  'media/probe-size-unknown': {
    title: 'Size that the server does not tell',
    severity: 'info',
    message: (a) => `${hostOf(a)} does not tell the size of the file; the limit for ${a.family} is ${a.megabytes} MB.`,
    help: 'Check the size yourself, or let the server send Content-Length.',
    facts: ['imageBytes', 'fileBytes'],
  },
  'media/probe-content-type': {
    title: 'Server that names another type',
    severity: 'warning',
    message: (a) =>
      a.found
        ? `${hostOf(a)} serves the file as ${a.found}, not as ${a.mimeType}.`
        : `${hostOf(a)} serves the file without a Content-Type; it should be ${a.mimeType}.`,
    help: 'Correct the server’s Content-Type: Telegram goes by that, not by the file name.',
    source: BOT_FILES,
  },
  'media/probe-magic': {
    title: 'File that is something else',
    severity: 'warning',
    message: (a) =>
      a.found ? `The file is ${a.found}, not ${a.named}.` : `The file does not begin as ${a.named} does.`,
    help: 'Convert the file, or correct its name and MIME type.',
    facts: ['mediaNameExtension'],
  },
  'media/probe-dimensions': {
    title: 'Image out of proportion',
    severity: 'error',
    message: (a) =>
      a.rule === 'sides'
        ? `The image is ${a.width} × ${a.height}: width and height add up to ${figure(a.measured)}, and the limit is ${figure(a.limit)}.`
        : `The image is ${a.width} × ${a.height}: its sides are as ${a.measured} to 1, and the limit is ${a.limit} to 1.`,
    help: 'Scale or crop it; Telegram refuses it as a photo.',
    facts: ['photoSides', 'photoRatio'],
  },
  'media/probe-sticker-side': {
    title: 'WebP that is no sticker',
    severity: 'info',
    message: (a) =>
      `The WebP is ${a.width} × ${a.height}; a sticker has one side of ${a.side} and none that is longer.`,
    help: `Scale it to be a sticker; as a picture, JPEG or PNG is the surer choice.`,
    facts: ['stickerSide', 'stickerTypes'],
  },
} satisfies Record<string, RuleInfo>;

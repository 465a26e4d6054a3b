import { facts } from '../../channel/telegram.js';
import type { Media } from '../../payload/payload.js';
import type { ProbedFile, ProbeResult } from '../probe-result.js';
import type { RuleExamples, Sample } from './rule-example.js';

const jpeg: Media = { mediaName: 'parcel.jpg', mediaUri: 'https://www.cm.com/parcel.jpg', mimeType: 'image/jpeg' };
const webp: Media = { mediaName: 'wave.webp', mediaUri: 'https://www.cm.com/wave.webp', mimeType: 'image/webp' };
const at = { host: 'www.cm.com', redirected: false } as const;

const photo: ProbedFile = {
  size: 184_320,
  contentType: 'image/jpeg',
  signature: { mimeType: 'image/jpeg', extension: 'jpg' },
  dimensions: { width: 1280, height: 960 },
  html: false,
};
const sticker: ProbedFile = {
  size: 40_960,
  contentType: 'image/webp',
  signature: { mimeType: 'image/webp', extension: 'webp' },
  dimensions: { width: facts.stickerSide.value, height: 400 },
  html: false,
};

function probe(media: Media, server: string, result: ProbeResult): Sample {
  return { form: 'probe', media, server, result };
}

function answers(server: string, file: ProbedFile, media = jpeg, status = 200): Sample {
  return probe(media, server, { ...at, kind: 'answered', status, file });
}

const { size: _size, ...unsized } = photo;
const good = answers('HTTP 200, image/jpeg, 184 320 bytes: a JPEG of 1280 × 960', photo);
const binary = facts.imageBytes.value * 1024 * 1024;
const decimal = facts.imageBytes.value * 1_000_000;
const wide = facts.photoSides.value;

/** Examples of what only a look at the file itself tells. */
export const probeExamples = {
  'media/probe-private': {
    why: 'A public name may lead to a private address: by mistake, in a network that answers differently inside, or on purpose, to make this machine fetch what only it can reach. Every address of the name is checked before a connection is opened, and the connection goes to the one that was checked.',
    bad: probe(jpeg, 'The name resolves to 10.0.0.12.', { ...at, kind: 'private', why: 'a private network' }),
    good,
  },
  'media/probe-unreachable': {
    why: 'CM and Telegram fetch the file themselves. What cannot be fetched from here may still be reachable from there, but rarely is.',
    bad: probe(jpeg, 'No answer within ten seconds.', { ...at, kind: 'unreachable', reason: 'timeout' }),
    good,
  },
  'media/probe-status': {
    why: 'A server that answers with an error page instead of the file does so to Telegram, too. CM says for other channels that a message whose file is missing is not sent at all.',
    bad: answers('HTTP 404', { html: true, contentType: 'text/html' }, jpeg, 404),
    good,
  },
  'media/probe-skipped': {
    why: 'The probe makes this machine fetch what a file names. It speaks https on the usual ports to public addresses, and to nothing else, so that a payload from somebody else cannot make it knock at other doors.',
    bad: probe({ ...jpeg, mediaUri: 'https://www.cm.com:8443/parcel.jpg' }, 'It is not asked.', {
      ...at,
      kind: 'skipped',
      reason: 'port',
    }),
    good,
  },
  'media/probe-html': {
    why: 'Links from file stores and portals often lead to a page that shows the file or asks to log in. Telegram needs the file itself, and refuses a page as content of the wrong type.',
    bad: answers('HTTP 200, text/html: a log-in page', { html: true, contentType: 'text/html' }),
    good,
  },
  'media/probe-empty': {
    why: 'A file of no bytes is what an upload that failed leaves behind. There is nothing that Telegram could show.',
    bad: answers('HTTP 200, 0 bytes', { html: false, size: 0, contentType: 'image/jpeg' }),
    good,
  },
  'media/probe-size': {
    why: 'Telegram fetches files by address up to these sizes only, and CM’s page names the same. A larger file never arrives, and nobody reports it.',
    bad: answers(`HTTP 200, image/jpeg, ${binary + 1} bytes`, { ...photo, size: binary + 1 }),
    good,
  },
  'media/probe-size-close': {
    why: 'A megabyte is a million bytes, or 1024 times 1024. Telegram’s open code counts the second way; how its server counts files by address, and how CM does, is not documented.',
    bad: answers(`HTTP 200, image/jpeg, ${decimal + 1} bytes`, { ...photo, size: decimal + 1 }),
    good,
  },
  'media/probe-size-unknown': {
    why: 'The probe reads the first 64 KiB and takes the server’s word for the rest. Where a server says nothing, the size is not known.',
    bad: answers('HTTP 200, image/jpeg, without Content-Length, more than 64 KiB', unsized),
    good,
  },
  'media/probe-content-type': {
    why: 'Telegram goes by the type that the server names: the file must be served with the right MIME type. A file store that serves everything as application/octet-stream makes a photo a document, or nothing at all.',
    bad: answers('HTTP 200, application/octet-stream', { ...photo, contentType: 'application/octet-stream' }),
    good,
  },
  'media/probe-magic': {
    why: 'The first bytes of a file tell what it is. A file that was renamed instead of converted is shown wrongly or refused as unreadable.',
    bad: answers('HTTP 200, image/jpeg: the bytes are a PNG', {
      ...photo,
      signature: { mimeType: 'image/png', extension: 'png' },
    }),
    good,
  },
  'media/probe-dimensions': {
    why: 'Telegram refuses a photo that is too large by its sides or too narrow, whatever its size in bytes.',
    bad: answers(`HTTP 200, image/jpeg: ${wide} × ${wide / 2}`, {
      ...photo,
      dimensions: { width: wide, height: wide / 2 },
    }),
    good,
  },
  'media/probe-sticker-side': {
    why: 'A sticker has one side of exactly this many pixels and none that is longer. A WebP of other dimensions is known to arrive as a plain file.',
    bad: answers('HTTP 200, image/webp: 800 × 600', { ...sticker, dimensions: { width: 800, height: 600 } }, webp),
    good: answers(`HTTP 200, image/webp: ${facts.stickerSide.value} × 400`, sticker, webp),
  },
} satisfies RuleExamples;

/** A stretch of a text as Telegram paints it. `href` is there only for what may be opened: http and https. */
export interface TextPiece {
  readonly text: string;
  readonly kind: 'plain' | 'link' | 'tag';
  readonly href?: string;
}

/** Not a whole list: enough for bare names such as `example.com/path`, as Telegram links them. */
const TOP_LEVEL = 'com|org|net|io|dev|app|me|info|eu|nl|de|fr|be|uk|co|ai|shop|online|xyz';
const PATTERN = new RegExp(
  [
    '(?<link>(?<![\\p{L}\\p{N}_.@-])(?:https?:\\/\\/[^\\s<>"`]+',
    `|(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.){1,8}(?:${TOP_LEVEL})(?![\\p{L}\\p{N}_-])(?:[/?#][^\\s<>"\`]*)?))`,
    '|(?<tag>(?<![\\p{L}\\p{N}_/.@-])(?:@[a-z][a-z0-9_]{3,31}|#[\\p{L}_][\\p{L}\\p{N}_]{0,255}|\\/[a-z0-9_]{1,32}(?:@[a-z0-9_]{1,32})?)(?![\\p{L}\\p{N}_/]))',
    '|(?<mail>(?<![\\p{L}\\p{N}._%+-])[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\\.[a-z0-9-]{1,63}){1,8}(?![\\p{L}\\p{N}]))',
  ].join(''),
  'giu',
);
/** One of these is in everything that {@link PATTERN} finds, and compiling that takes milliseconds of the first look. */
const SIGN = /[.@#/]/;
/** Punctuation that ends a sentence rather than an address. */
const TRAILING = /[.,:;!?'"”’»…*_~]+$/u;

/** Finds what Telegram paints as a link: addresses, names, hashtags, commands. Nothing but http and https opens. */
export function findLinks(text: string): readonly TextPiece[] {
  if (!SIGN.test(text)) return text === '' ? [] : [{ kind: 'plain', text }];
  const pieces: TextPiece[] = [];
  let end = 0;
  for (const match of text.matchAll(PATTERN)) {
    const found = match.groups?.['link'] === undefined ? match[0] : trimLink(match[0]);
    if (match.index > end) pieces.push({ kind: 'plain', text: text.slice(end, match.index) });
    pieces.push(match.groups?.['link'] === undefined ? { kind: 'tag', text: found } : buildLink(found));
    end = match.index + found.length;
  }
  if (end < text.length) pieces.push({ kind: 'plain', text: text.slice(end) });
  return pieces;
}

function buildLink(text: string): TextPiece {
  const address = /^https?:/i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(address)) return { kind: 'tag', text };
  const { protocol, href } = new URL(address);
  return protocol === 'http:' || protocol === 'https:' ? { kind: 'link', text, href } : { kind: 'tag', text };
}

/** `(see https://example.com/a_(b))` ends at the bracket that closes the one inside the address. */
function trimLink(link: string): string {
  let end = link.replace(TRAILING, '');
  while (end.endsWith(')') && count(end, ')') > count(end, '(')) end = end.slice(0, -1).replace(TRAILING, '');
  return end;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

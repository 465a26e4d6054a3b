import type { JsonFault } from './json-faults.js';

type TellFault = (fault: JsonFault, offset: number, length: number) => void;

/** Reads a string that begins at `start` with its quote; tells every fault in it and returns the offset behind it. */
export function readString(text: string, start: number, tell: TellFault): number {
  let index = start + 1;
  let brokenLine = false;
  for (; index < text.length; index++) {
    const char = text.charCodeAt(index);
    if (char === 0x22) return index + 1;
    if (char === 0x5c) index += readEscape(text, index, tell);
    else if (char < 0x20) {
      if (char === 0x0a && !brokenLine) {
        if (!closesLater(text, index)) {
          tell('unclosed-string', start, index - start);
          return index;
        }
        brokenLine = true;
        tell('line-break', index, 1);
      } else if (char !== 0x0a && !(char === 0x0d && text.charCodeAt(index + 1) === 0x0a)) {
        tell('control-character', index, 1);
      }
    }
  }
  tell('unclosed-string', start, Math.max(0, text.length - start));
  return text.length;
}

/** Returns how many characters stand behind the backslash. */
function readEscape(text: string, index: number, tell: TellFault): number {
  const kind = text[index + 1] ?? '';
  if (kind === 'u') {
    let digits = 0;
    while (digits < 4 && /[0-9A-Fa-f]/.test(text.charAt(index + 2 + digits))) digits++;
    if (digits < 4) tell('escape', index, 2 + digits);
    return 1 + digits;
  }
  if (kind !== '' && '"\\/bfnrt'.includes(kind)) return 1;
  // The line break behind a backslash is looked at by the caller.
  if (kind === '' || kind < ' ') {
    tell('escape', index, 1);
    return 0;
  }
  tell('escape', index, 2);
  return 1;
}

/**
 * Whether a string with a raw line break in it is one that somebody wrote over several lines, rather than one whose
 * closing quote was forgotten: the next quote is then followed by what may follow a string.
 */
function closesLater(text: string, from: number): boolean {
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === '\\') at++;
    else if (char === '"') return /^\s{0,1000}(?:[,}\]:]|$)/.test(text.slice(at + 1, at + 1002));
  }
  return false;
}

/** Reads a number, or what was meant as one, and returns the offset behind it. */
export function readNumber(text: string, start: number, tell: TellFault): number {
  const digits = text[start] === '-' ? start + 1 : start;
  let at = skipDigits(text, digits);
  let valid = at > digits && (text[digits] !== '0' || at === digits + 1);
  if (text[at] === '.') {
    const after = skipDigits(text, at + 1);
    valid &&= after > at + 1;
    at = after;
  }
  if (text[at] === 'e' || text[at] === 'E') {
    at++;
    if (text[at] === '+' || text[at] === '-') at++;
    const after = skipDigits(text, at);
    valid &&= after > at;
    at = after;
  }
  let end = at;
  while (end < text.length && /[-+.\w$]/.test(text.charAt(end))) end++;
  if (!valid || end > at) tell('number', start, end - start);
  return end;
}

function skipDigits(text: string, from: number): number {
  let at = from;
  while (isDigit(text[at])) at++;
  return at;
}

function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= '0' && char <= '9';
}

import type { JsonFault } from './json-faults.js';
import { readNumber, readString } from './read-token.js';

/** What a walk tells on its way. Offsets are UTF-16 units; ends are exclusive; strings and keys include their quotes. */
export interface JsonEvents {
  readonly open?: (kind: Bracket, offset: number) => void;
  readonly close?: (end: number) => void;
  readonly key?: (offset: number, end: number) => void;
  /** A string, number or word. It may be malformed where a fault was told. */
  readonly value?: (offset: number, end: number) => void;
}

export type Bracket = '{' | '[';

/** Told of every place where the text is not JSON; false ends the walk. */
export type OnFault = (fault: JsonFault, offset: number, length: number) => boolean;

type State = 'value' | 'value-or-close' | 'key' | 'key-or-close' | 'colon' | 'after' | 'end';

/**
 * Walks through a JSON text by RFC 8259, without recursion, and goes on behind every fault as a reader would. A text
 * without a fault is exactly a text that `JSON.parse` takes.
 */
export function walkJson(text: string, events: JsonEvents, onFault: OnFault): void {
  const brackets: { readonly kind: Bracket; readonly offset: number }[] = [];
  let state: State = 'value';
  let index = 0;
  let stopped = false;

  while (!stopped) {
    while (isBlank(text.charCodeAt(index))) index++;
    if (index >= text.length) break;
    if (!skipComment()) step(text.charAt(index));
  }
  if (!stopped) finish();

  function step(char: string): void {
    if (state === 'end') {
      fault('after-end', index, text.length - index);
      stopped = true;
    } else if (state === 'colon') readColon(char);
    else if (state === 'after') readSeparator(char);
    else if (char === '}' || char === ']') readEarlyClose(char);
    else if (state === 'key' || state === 'key-or-close') readKey(char);
    else readValue(char);
  }

  function readValue(char: string): void {
    if (char === '{' || char === '[') {
      brackets.push({ kind: char, offset: index });
      events.open?.(char, index);
      index++;
      state = char === '{' ? 'key-or-close' : 'value-or-close';
    } else if (char === '"') {
      const start = index;
      index = readString(text, start, fault);
      events.value?.(start, index);
      state = afterValue();
    } else if (char === '-' || (char >= '0' && char <= '9')) {
      const start = index;
      index = readNumber(text, start, fault);
      events.value?.(start, index);
      state = afterValue();
    } else if (char === ',') {
      fault('value-missing', index, 1);
      state = afterValue();
    } else readOddValue(char);
  }

  /** `true`, `false` and `null`, and everything that is no JSON value. */
  function readOddValue(char: string): void {
    const start = index;
    if (char === "'") {
      index = endOfSingleQuotes(start);
      fault('single-quotes', start, index - start);
    } else {
      index = endOfRun(start, /[^\s,:{}[\]"'/]/);
      const word = text.slice(start, Math.min(index, start + 16));
      if (word !== 'true' && word !== 'false' && word !== 'null') {
        const isWord = /^[A-Za-z]\w*$/.test(word);
        index = Math.max(index, start + 1);
        fault(isWord ? 'word' : 'character', start, index - start);
        // A stray sign is skipped, and the value still expected.
        if (!isWord) return;
      }
    }
    events.value?.(start, index);
    state = afterValue();
  }

  function readKey(char: string): void {
    const start = index;
    if (char === '"') index = readString(text, start, fault);
    else if (char === "'") {
      index = endOfSingleQuotes(start);
      fault('single-quotes', start, index - start);
    } else if (char === ',' || char === ':') {
      fault('key-missing', start, 1);
      if (char === ',') index++;
      else state = 'colon';
      return;
    } else if (char === '{' || char === '[') {
      fault('key-missing', start, 1);
      state = 'value';
      return;
    } else {
      index = Math.max(endOfRun(start, /[^\s,:{}[\]"'/]/), start + 1);
      fault('key-unquoted', start, index - start);
    }
    events.key?.(start, index);
    state = 'colon';
  }

  function readColon(char: string): void {
    if (char === ':') index++;
    else fault('colon-missing', index, 1);
    state = char === ',' || char === '}' || char === ']' ? 'after' : 'value';
  }

  function readSeparator(char: string): void {
    const inObject = brackets.at(-1)?.kind === '{';
    if (char === ',') {
      index++;
      state = inObject ? 'key' : 'value';
    } else if (char === '}' || char === ']') close(char);
    else if (char === ':') fault('character', index++, 1);
    else {
      fault('comma-missing', index, 1);
      state = inObject ? 'key' : 'value';
    }
  }

  /** A closing bracket where a key or a value was expected. */
  function readEarlyClose(char: '}' | ']'): void {
    if (state === 'key' || (state === 'value' && brackets.at(-1)?.kind === '[')) fault('comma-extra', index, 1);
    else if (state === 'value') fault('value-missing', index, 1);
    close(char);
  }

  function close(char: '}' | ']'): void {
    const kind = char === '}' ? '{' : '[';
    const at = brackets.at(-1)?.kind === kind ? brackets.length - 1 : brackets.findLastIndex((b) => b.kind === kind);
    if (at !== brackets.length - 1 || at < 0) fault('wrong-bracket', index, 1);
    index++;
    if (at < 0) return;
    while (brackets.length > at) {
      brackets.pop();
      events.close?.(index);
    }
    state = afterValue();
  }

  function finish(): void {
    const open = brackets.at(-1);
    if (open !== undefined) fault('unclosed', open.offset, 1);
    else if (state === 'value') fault('empty', 0, 0);
    while (brackets.pop() !== undefined) events.close?.(text.length);
  }

  function skipComment(): boolean {
    if (text[index] !== '/' || !/[/*]/.test(text[index + 1] ?? '')) return false;
    const start = index;
    const close = text[index + 1] === '/' ? text.indexOf('\n', index) : text.indexOf('*/', index + 2);
    index = close < 0 ? text.length : text[start + 1] === '/' ? close : close + 2;
    fault('comment', start, index - start);
    return true;
  }

  function endOfSingleQuotes(start: number): number {
    for (let at = start + 1; at < text.length; at++) {
      const char = text[at];
      if (char === '\n') return at;
      if (char === '\\') at++;
      else if (char === "'") return at + 1;
    }
    return text.length;
  }

  function endOfRun(start: number, part: RegExp): number {
    let at = start;
    while (at < text.length && part.test(text.charAt(at))) at++;
    return at;
  }

  function afterValue(): State {
    return brackets.length === 0 ? 'end' : 'after';
  }

  function fault(what: JsonFault, offset: number, length: number): void {
    if (!stopped && !onFault(what, offset, length)) stopped = true;
  }
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** A line while it is typed. */
export interface TypedLine {
  readonly text: string;
  /** `done`: Enter; `cancelled`: Ctrl-C, or Ctrl-D on an empty line. */
  readonly state: 'typing' | 'done' | 'cancelled';
  /** What was typed behind the end of this line; the next question gets it. */
  readonly rest: string;
}

const ESCAPE = '\u001b';

/**
 * What a line becomes when `typed` is added: Enter ends it, Backspace takes a character away, Ctrl-U everything,
 * Ctrl-W a word. Escape sequences (arrow keys, the marks around a pasted text) and other controls are dropped.
 */
export function editLine(before: string, typed: string): TypedLine {
  let text = before;
  for (let at = 0; at < typed.length; ) {
    const sequence = typed[at] === ESCAPE ? escapeSequence.exec(typed.slice(at))?.[0] : undefined;
    if (sequence !== undefined) {
      at += sequence.length;
      continue;
    }
    const character = String.fromCodePoint(typed.codePointAt(at) ?? 0);
    at += character.length;
    if (character === '\r' || character === '\n') {
      const rest = typed.slice(character === '\r' && typed[at] === '\n' ? at + 1 : at);
      return { text, state: 'done', rest };
    }
    if (character === '\u0003' || (character === '\u0004' && text === '')) {
      return { text: '', state: 'cancelled', rest: '' };
    }
    text = edit(text, character);
  }
  return { text, state: 'typing', rest: '' };
}

/** CSI and SS3 sequences, or a lone escape. */
const escapeSequence = new RegExp(`^${ESCAPE}(?:\\[[0-?]*[ -/]*[@-~]|O[A-Za-z]|)`);

function edit(text: string, character: string): string {
  switch (character) {
    case '\u007f':
    case '\b':
      return [...text].slice(0, -1).join('');
    case '\u0015':
      return '';
    case '\u0017':
      return text.replace(/\S*\s*$/, '');
    default:
      return character < ' ' ? text : text + character;
  }
}

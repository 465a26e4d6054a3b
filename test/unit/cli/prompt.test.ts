import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editLine } from '../../../src/cli/prompt/edit-line.js';

describe('editLine', () => {
  it('ends at Enter and keeps what was typed behind it', () => {
    expect(editLine('a', 'b\rnext')).toEqual({ text: 'ab', state: 'done', rest: 'next' });
    expect(editLine('', 'x\r\ny')).toEqual({ text: 'x', state: 'done', rest: 'y' });
  });

  it('takes characters, words and lines away', () => {
    expect(editLine('', 'ab😀\u007f').text).toBe('ab');
    expect(editLine('one two ', '\u0017').text).toBe('one ');
    expect(editLine('one', '\u0015two').text).toBe('two');
  });

  it('drops arrow keys, function keys and the marks around a pasted text', () => {
    expect(editLine('', '\u001b[200~tok\u001b[201~\u001b[A\u001bOP\u001b[1;5C').text).toBe('tok');
  });

  it('cancels at Ctrl-C, and at Ctrl-D on an empty line only', () => {
    expect(editLine('secret', '\u0003')).toEqual({ text: '', state: 'cancelled', rest: '' });
    expect(editLine('', '\u0004').state).toBe('cancelled');
    expect(editLine('a', '\u0004')).toEqual({ text: 'a', state: 'typing', rest: '' });
  });

  it('gives the same line however the bytes are cut, outside of escape sequences', () => {
    const typed = fc.array(fc.constantFrom('a', 'é', '😀', ' ', '\u007f', '\u0017', '\u0015'), { maxLength: 30 });
    fc.assert(
      fc.property(typed, fc.nat(30), (keys, cut) => {
        const first = editLine('', keys.slice(0, cut).join(''));
        expect(editLine(first.text, keys.slice(cut).join('')).text).toBe(editLine('', keys.join('')).text);
      }),
    );
  });
});

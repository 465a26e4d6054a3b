import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findLinks } from '../../../src/inspector/view/find-links.js';
import { createHeightIndex } from '../../../src/inspector/view/height-index.js';
import { mergeRows } from '../../../src/inspector/view/merge.js';
import { paintJson } from '../../../src/inspector/view/paint-json.js';
import { endsRightToLeft, isEmojiOnly, nameDay, pickInitials } from '../../../src/inspector/view/words.js';
import type { Row } from '../../../src/inspector/view-model.js';

describe('createHeightIndex', () => {
  it('says the same as adding up', () => {
    const heights = fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 80 });
    const changes = fc.array(fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 200 })), { maxLength: 40 });
    fc.assert(
      fc.property(heights, changes, fc.nat(20_000), (given, edits, offset) => {
        const index = createHeightIndex(given);
        const plain = [...given];
        for (const [line, height] of edits) {
          if (line < plain.length) {
            index.set(line, height);
            plain[line] = height;
          } else {
            index.append(height);
            plain.push(height);
          }
        }
        const sum = (count: number) => plain.slice(0, count).reduce((total, height) => total + height, 0);
        expect([index.length, index.total]).toEqual([plain.length, sum(plain.length)]);
        for (const line of [0, 1, plain.length >> 1, plain.length]) expect(index.offsetOf(line)).toBe(sum(line));
        const at = plain.findIndex((_, line) => sum(line + 1) > offset);
        expect(index.lineAt(offset)).toBe(at === -1 ? Math.max(0, plain.length - 1) : at);
      }),
    );
  });
});

describe('findLinks', () => {
  it.each([
    ['See https://example.com/a_(b), ok', ['https://example.com/a_(b)']],
    ['(https://example.com/x).', ['https://example.com/x']],
    ['example.com/path and readme.md', ['example.com/path']],
    ['javascript:alert(1) data:text/html,x file:///etc/passwd', []],
    ['mail me@example.com', []],
    ['http://[broken', []],
  ])('%s', (text, links) => {
    const pieces = findLinks(text);
    expect(pieces.filter(({ href }) => href !== undefined).map((piece) => piece.text)).toEqual(links);
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
  });

  it('loses nothing, and opens only http and https', () => {
    const piece = fc.constantFrom(
      'https://',
      'a.com',
      '@abcd',
      '#x',
      '/start',
      ' ',
      '\n',
      '(',
      ')',
      '.',
      'javascript:',
      '@',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string())), (words) => {
        const text = words.join('');
        const pieces = findLinks(text);
        expect(pieces.map((one) => one.text).join('')).toBe(text);
        for (const { href } of pieces) if (href !== undefined) expect(href).toMatch(/^https?:\/\//);
      }),
    );
  });
});

describe('mergeRows', () => {
  const row = (position: number, version: number) => ({ id: `r${position}`, position, version }) as Row;

  it('keeps the later state, and holds back what has no place yet', () => {
    const loaded = { rows: [row(3, 5), row(4, 6)], missing: 3 };
    const { rows, early } = mergeRows(loaded, [row(5, 9), row(3, 4), row(4, 8), row(1, 7), row(7, 10)]);
    expect(rows.map(({ position, version }) => [position, version])).toEqual([
      [3, 5],
      [4, 8],
      [5, 9],
    ]);
    expect(early.map(({ position }) => position)).toEqual([1, 7]);
  });
});

describe('paintJson', () => {
  it('gives back every character, with findings at their place', () => {
    const text = '{"key": "value",\n "n": 12}';
    const start = text.indexOf('12');
    const finding = {
      id: 'x',
      severity: 'error',
      message: '',
      help: '',
      path: '',
      line: 2,
      column: 7,
      start,
      end: start + 2,
    } as const;
    const lines = paintJson({ text, findings: [finding] }, 10);
    expect(lines.map(({ pieces }) => pieces.map((piece) => piece.text).join('')).join('\n')).toBe(text);
    expect(lines[1]?.pieces.filter(({ severity }) => severity === 'error').map((piece) => piece.text)).toEqual(['12']);
    expect(lines.map(({ findings }) => findings.length)).toEqual([0, 1]);
  });
});

describe('words', () => {
  it('knows days, initials, emoji and direction', () => {
    const noon = new Date(2027, 0, 4, 12).getTime();
    expect([nameDay(noon, noon), nameDay(noon - 86_400_000, noon)]).toEqual(['Today', 'Yesterday']);
    expect(nameDay(new Date(2025, 5, 1).getTime(), noon)).toBe('1 June 2025');
    expect(nameDay(new Date(2027, 0, 1, 23, 59).getTime(), noon)).toBe('Fri 1 January');
    expect(['Ada Lovelace', '👩‍🚀', '<b>', '', 'Zoë Édouard'].map(pickInitials)).toEqual(['AL', '👩‍🚀', 'B', '', 'ZÉ']);
    expect(['👍', '❤️ 🎉', '👨‍👩‍👧', '1', 'ok 👍', ''].map(isEmojiOnly)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(['שלום', 'hi\nمرحبا', 'مرحبا\nhi', '123'].map(endsRightToLeft)).toEqual([true, true, false, false]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BubbleStyle, renderBubble } from '../../../src/render/bubble.js';
import { measureWidth } from '../../../src/render/text-width.js';

const plain: BubbleStyle = { bold: (text) => text, dim: (text) => text, unicode: true };
const image = {
  kind: 'image',
  media: { name: 'photo.jpg', uri: 'https://example.com/photo.jpg', mimeType: 'image/jpeg' },
} as const;

function draw(...appearance: Parameters<typeof renderBubble>[0]): string[] {
  return renderBubble(appearance, { width: 40, style: plain }).split('\n');
}

describe('a bubble', () => {
  it('is as wide as its text', () => {
    expect(draw({ kind: 'text', text: 'Hello\nworld!' })).toEqual([
      '╭────────╮',
      '│ Hello  │',
      '│ world! │',
      '╰────────╯',
      '',
    ]);
  });

  it('shows the caption below the media', () => {
    expect(draw({ ...image, caption: 'under the picture' })).toEqual([
      '╭───────────────────────────────╮',
      '│ image photo.jpg (up to 5 MB)  │',
      '│ https://example.com/photo.jpg │',
      '├───────────────────────────────┤',
      '│ under the picture             │',
      '╰───────────────────────────────╯',
      '',
    ]);
  });

  it('draws one bubble for every Telegram message', () => {
    expect(draw(image, { kind: 'text', text: 'a' }).filter((line) => line.startsWith('╭'))).toHaveLength(2);
    expect(draw()).toEqual(['']);
  });

  it('says that a sticker shows no text', () => {
    const shown = draw({ ...image, kind: 'sticker', lostCaption: 'gone' }).join('\n');
    expect(shown).toContain('its text is not shown');
    expect(shown).not.toContain('gone');
  });

  it('needs nothing but ASCII where there is no more', () => {
    const shown = renderBubble([{ ...image, caption: 'b' }], { width: 40, style: { ...plain, unicode: false } });
    expect(shown).toMatch(/^[\x20-\x7e\n]+$/);
    expect(shown).toMatch(/^\+-+\+\n\| image/);
  });

  it('breaks long texts and isolates each right-to-left line', () => {
    const [, first, second] = draw({ kind: 'text', text: 'שלום '.repeat(10).trim() });
    expect(first).toMatch(/^│ \u2068[^\u2068\u2069]+\u2069 *│$/u);
    expect(second).toMatch(/^│ \u2068[^\u2068\u2069]+\u2069 *│$/u);
  });

  it('paints after measuring', () => {
    const style: BubbleStyle = { bold: (t) => `<b>${t}</b>`, dim: (t) => `<d>${t}</d>`, unicode: true };
    const [, title] = renderBubble([image], { width: 40, style }).split('\n');
    expect(title).toBe('<d>│</d> <b>image photo.jpg (up to 5 MB)</b>  <d>│</d>');
  });

  it('keeps its edges straight and its content harmless, whatever comes', () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    fc.assert(
      fc.property(text, text, text, fc.integer({ min: 1, max: 90 }), (name, caption, words, width) => {
        const lines = renderBubble(
          [
            { ...image, media: { ...image.media, name, uri: words }, caption },
            { kind: 'text', text: words },
          ],
          { width, style: plain },
        ).split('\n');
        expect(lines.pop()).toBe('');
        for (const line of lines) {
          expect(line).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e]/u);
          expect(line).toMatch(/^[╭├╰│].*[╮┤╯│]$/u);
          expect(measureWidth(line)).toBeLessThanOrEqual(Math.max(16, Math.min(width, 64)));
        }
        const top = lines.findIndex((line) => line.startsWith('╰'));
        expect(new Set(lines.slice(0, top + 1).map(measureWidth)).size).toBe(1);
      }),
      { numRuns: 60 },
    );
  });
});

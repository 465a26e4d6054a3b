import { describe, expect, it } from 'vitest';
import { buildAppearance } from '../../../../src/core/channel/appearance.js';

const media = (mimeType: string) => ({ mediaName: 'a.bin', mediaUri: 'https://example.com/a.bin', mimeType });
const conversation = (...items: { text?: string; media?: object }[]) => ({ richContent: { conversation: items } });

describe('what Telegram shows', () => {
  it('shows the body when there is no rich content', () => {
    expect(buildAppearance({ body: { type: 'auto', content: 'hello' } })).toEqual([{ kind: 'text', text: 'hello' }]);
    expect(buildAppearance({ body: { content: 'hello' }, richContent: { conversation: [] } })).toHaveLength(1);
  });

  it('shows rich content instead of the body', () => {
    expect(buildAppearance({ body: { content: 'fallback' }, ...conversation({ text: 'rich' }) })).toEqual([
      { kind: 'text', text: 'rich' },
    ]);
  });

  it('shows every item as its own message, a text beside media as its caption', () => {
    const items = [{ text: 'one' }, { text: 'two', media: media('image/png') }, { media: media('video/mp4') }];
    const file = { name: 'a.bin', uri: 'https://example.com/a.bin' };
    expect(buildAppearance(conversation(...items))).toEqual([
      { kind: 'text', text: 'one' },
      { kind: 'image', media: { ...file, mimeType: 'image/png' }, caption: 'two' },
      { kind: 'video', media: { ...file, mimeType: 'video/mp4' } },
    ]);
  });

  it.each([
    ['image/gif', 'gif'],
    ['audio/mpeg', 'audio'],
    ['application/pdf', 'document'],
    ['video/quicktime', 'document'],
    ['application/x-tgsticker', 'sticker'],
  ])('takes %s for a %s', (mimeType, kind) => {
    expect(buildAppearance(conversation({ media: media(mimeType) }))).toMatchObject([{ kind }]);
  });

  it('does not show the text beside a sticker as a caption', () => {
    const [shown] = buildAppearance(conversation({ text: 'hi', media: media('application/x-tgsticker') }));
    expect(shown).toMatchObject({ lostCaption: 'hi' });
    expect(shown).not.toHaveProperty('caption');
  });

  it('cleans texts as Telegram does', () => {
    const items = [{ text: ' a\r\nb\0 ' }, { text: ' \n', media: media('image/png') }, { text: '  ' }];
    const [text, image, ...rest] = buildAppearance(conversation(...items));
    expect(text).toEqual({ kind: 'text', text: 'a\nb' });
    expect(image).not.toHaveProperty('caption');
    expect(rest).toEqual([]);
  });

  it('shows nothing for what Telegram has no form of', () => {
    const odd: object = { richContent: { conversation: [{ location: {} }, { media: { mediaUri: '' } }] } };
    expect(buildAppearance(odd)).toEqual([]);
    expect(buildAppearance({})).toEqual([]);
  });
});

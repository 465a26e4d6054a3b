import type { Shown } from '../../core/channel/appearance.js';
import type { Part } from '../source.js';

/** What Telegram would show of an outgoing message, as the inspector draws it. */
export function readShown(shown: readonly Shown[]): readonly Part[] {
  return shown.map((one): Part => {
    if (one.kind === 'text') return { kind: 'text', text: one.text };
    const { name, uri, mimeType } = one.media;
    return {
      kind: 'media',
      media: one.kind,
      name,
      uri,
      contentType: mimeType,
      caption: one.caption ?? '',
      lostCaption: one.lostCaption ?? '',
    };
  });
}

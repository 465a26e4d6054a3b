import type { Path } from '../../diagnostics/diagnostic.js';
import type { Message } from '../../payload/payload.js';

/** One text that Telegram would show. */
export interface ShownText {
  readonly text: string;
  readonly path: Path;
  /** It stands beside media, so the limit of captions applies. */
  readonly caption: boolean;
}

/** The texts of a message that reach Telegram: those of the conversation, or the body when there is none. */
export function textsOf(message: Message, at: Path): ShownText[] {
  const items = message.richContent?.conversation;
  if (items !== undefined && items.length > 0) {
    const texts: ShownText[] = [];
    items.forEach((item, index) => {
      if (item.text === undefined) return;
      texts.push({
        text: item.text,
        path: [...at, 'richContent', 'conversation', index, 'text'],
        caption: item.media !== undefined,
      });
    });
    return texts;
  }
  const content = message.body?.content;
  return content === undefined ? [] : [{ text: content, path: [...at, 'body', 'content'], caption: false }];
}

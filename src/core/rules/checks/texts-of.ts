import type { Path } from '../../diagnostics/diagnostic.js';
import type { Message } from '../../payload/payload.js';

/** One text that Telegram would show. */
export interface ShownText {
  readonly text: string;
  /** The way to it from its message. */
  readonly steps: Path;
  /** It stands beside media, so the limit of captions applies. */
  readonly caption: boolean;
}

const bodySteps: Path = ['body', 'content'];

/** The texts of a message that reach Telegram: those of the conversation, or the body when there is none. */
export function textsOf(message: Message): ShownText[] {
  const items = message.richContent?.conversation;
  if (items !== undefined && items.length > 0) {
    const texts: ShownText[] = [];
    items.forEach((item, index) => {
      if (item.text === undefined) return;
      texts.push({
        text: item.text,
        steps: ['richContent', 'conversation', index, 'text'],
        caption: item.media !== undefined,
      });
    });
    return texts;
  }
  const content = message.body?.content;
  return content === undefined ? [] : [{ text: content, steps: bodySteps, caption: false }];
}

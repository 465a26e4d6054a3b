import { renderSafeText } from '../../render/safe-text.js';
import type { ShownByUser } from '../../sandbox/conversation.js';

/** One Telegram message in one line, safe for a terminal. */
export function describeShown(shown: ShownByUser): string {
  switch (shown.kind) {
    case 'text':
      return safe(shown.text);
    case 'location':
      return `location ${shown.latitude}, ${shown.longitude}${shown.label === '' ? '' : ` (${safe(shown.label)})`}`;
    case 'contact':
      return `contact ${safe(shown.name)}, ${safe(shown.phone)}`;
    default: {
      const caption = shown.caption === undefined ? '' : ` “${safe(shown.caption)}”`;
      return `${shown.kind} ${safe(shown.media.name || shown.media.uri)}${caption}`;
    }
  }
}

function safe(text: string): string {
  return renderSafeText(text, { maxLength: 500 });
}

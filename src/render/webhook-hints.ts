import { formatDuration } from '../core/duration.js';
import type { Style } from './style.js';

/** What to do while nothing has arrived yet: this is how a newcomer learns a chat ID. */
export function renderWaitingHint(style: Style): string {
  return [
    'Waiting. Write anything to your bot in Telegram: its webhook shows your chat ID here,',
    'and the command that answers it. There is no other way to learn a chat ID through CM.',
  ]
    .map((line) => style.dim(line))
    .join('\n');
}

/** After a while without any webhook: what usually is the matter. */
export function renderQuietHint(quietMs: number, url: string, style: Style): string {
  return [
    `${style.cyan('hint:')} nothing has arrived for ${formatDuration(quietMs)}. Usually one of these:`,
    '  · CM cannot reach this machine: it needs a public https address, for example a tunnel to this port.',
    '  · The webhook is registered in CM’s Gateway app; for Telegram it belongs into the Channels app.',
    '  · The path differs from the one registered at CM: any other path is answered 404.',
    `  · To see that the listener works: cmtg trigger text --to ${url}`,
  ].join('\n');
}

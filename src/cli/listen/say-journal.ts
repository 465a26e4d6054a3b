import { renderSafeText } from '../../render/safe-text.js';
import type { JournalEvent } from '../../webhook/journal/outage.js';
import type { Recovery } from '../../webhook/journal/recover.js';
import type { CommandContext } from '../context.js';

/** Says on stderr what befalls the journal; `--quiet` does not hush it, because webhooks are being refused. */
export function sayJournalEvent(event: JournalEvent, context: CommandContext): void {
  const { stderr, errStyle } = context;
  const path = renderSafeText(event.path);
  switch (event.type) {
    case 'failed': {
      const why = renderSafeText(event.error.message);
      stderr.write(
        `${errStyle.red('error:')} ${path} cannot be written (${why}). Webhooks are answered 503 until it can; CM will bring them again.\n`,
      );
      return;
    }
    case 'recovered': {
      const refused = event.refused === 1 ? '1 webhook was' : `${event.refused} webhooks were`;
      stderr.write(`${errStyle.green('ok:')} ${path} can be written again. ${refused} answered 503 meanwhile.\n`);
      return;
    }
    case 'rotated':
      stderr.write(
        `${errStyle.yellow('warning:')} The disk did not confirm a write, so the old file is left alone. Going on in ${path}\n`,
      );
  }
}

/** Says what an earlier run that ended uncleanly left behind. */
export function sayRecovery(path: string, { torn }: Recovery, context: CommandContext): void {
  if (torn === undefined) return;
  context.stderr.write(
    `${context.errStyle.yellow('warning:')} ${renderSafeText(path)} ended in the middle of a line: ${torn.bytes} bytes, never acknowledged, are now in ${renderSafeText(torn.file)}\n`,
  );
}

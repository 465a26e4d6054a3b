import { existsSync } from 'node:fs';
import { renderSafeText } from '../../render/safe-text.js';
import type { CommandContext } from '../context.js';
import type { AnswerCount } from './count-answers.js';

export interface Summary {
  readonly answers: AnswerCount;
  /** Webhooks that a sink has not got, by its name. */
  readonly missed: ReadonlyMap<string, number>;
  readonly journalFile: string | undefined;
  /** Everything on stdout was read. */
  readonly isRead: boolean;
}

/** The last lines of `listen` on stderr: what came in, what was refused, where it is. */
export function saySummary({ answers, missed, journalFile, isRead }: Summary, context: CommandContext): void {
  const received = answers.byStatus.get(200) ?? 0;
  const others = [...answers.byStatus].filter(([status]) => status !== 200).sort(([a], [b]) => a - b);
  const parts = [
    `${received} ${received === 1 ? 'webhook' : 'webhooks'} answered 200`,
    ...others.map(([status, count]) => `${count} answered ${status}`),
  ];
  const hasStored = [...answers.byStatus.keys()].some(answers.wasStored);
  // A refusal may have the status of --status; a default journal that nothing came into is gone by now.
  const isKept = hasStored && journalFile !== undefined && existsSync(journalFile);
  const place = isKept ? `, kept in ${renderSafeText(journalFile)}` : '';
  context.note(`stopped: ${parts.join(', ')}${place}`);
  const where = journalFile === undefined ? 'they are lost to it' : 'the journal has them';
  if (!isRead) {
    context.note(`${context.errStyle.yellow('warning:')} whoever reads stdout did not read to the end: ${where}`);
  }
  for (const [name, count] of missed) {
    context.note(`${context.errStyle.yellow('warning:')} ${name} did not get the last ${count}: ${where}`);
  }
}

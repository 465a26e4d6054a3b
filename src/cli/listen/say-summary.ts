import { renderSafeText } from '../../render/safe-text.js';
import type { CommandContext } from '../context.js';
import type { AnswerCount } from './count-answers.js';

export interface Summary {
  readonly answers: AnswerCount;
  /** Webhooks that a sink has not got, by its name. */
  readonly missed: ReadonlyMap<string, number>;
  readonly journalFile: string | undefined;
}

/** The last lines of `listen` on stderr: what came in, what was refused, where it is. */
export function saySummary({ answers, missed, journalFile }: Summary, context: CommandContext): void {
  const received = answers.byStatus.get(200) ?? 0;
  const others = [...answers.byStatus].filter(([status]) => status !== 200).sort(([a], [b]) => a - b);
  const parts = [
    `${received} ${received === 1 ? 'webhook' : 'webhooks'} answered 200`,
    ...others.map(([status, count]) => `${count} answered ${status}`),
  ];
  const place = journalFile === undefined || received === 0 ? '' : `, kept in ${renderSafeText(journalFile)}`;
  context.note(`stopped: ${parts.join(', ')}${place}`);
  for (const [name, count] of missed) {
    const where = journalFile === undefined ? 'they are lost to it' : 'the journal has them';
    context.note(`${context.errStyle.yellow('warning:')} ${name} did not get the last ${count}: ${where}`);
  }
}

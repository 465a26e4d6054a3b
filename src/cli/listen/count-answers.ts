import type { WebhookServerOptions } from '../../webhook/server/create-server.js';
import { limits } from '../../webhook/server/limits.js';
import type { CommandContext } from '../context.js';

/** How many requests were answered how. */
export interface AnswerCount {
  count(status: number): void;
  readonly byStatus: ReadonlyMap<number, number>;
}

/** Counts, and says at once what somebody has to act on. */
export function countAnswers(server: WebhookServerOptions, context: CommandContext): AnswerCount {
  const byStatus = new Map<number, number>();
  return {
    byStatus,
    count(status) {
      const earlier = byStatus.get(status) ?? 0;
      byStatus.set(status, earlier + 1);
      if (status === 413 && earlier === 0) {
        const limit = server.maxBody ?? limits.maxBody;
        context.stderr.write(
          `${context.errStyle.yellow('warning:')} A body of more than ${limit} bytes was refused (413). CM repeats that for a month; --max-body takes more.\n`,
        );
      }
    },
  };
}

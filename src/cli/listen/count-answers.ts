import type { WebhookServerOptions } from '../../webhook/server/create-server.js';
import { limits } from '../../webhook/server/limits.js';
import type { CommandContext } from '../context.js';

/** How many requests were answered how. */
export interface AnswerCount {
  count(status: number): void;
  readonly byStatus: ReadonlyMap<number, number>;
  /** Whether a request with this answer was stored first: with --status and --fault not only those with 200. */
  wasStored(status: number): boolean;
}

/** Counts, and says at once what somebody has to act on. */
export function countAnswers(server: WebhookServerOptions, context: CommandContext): AnswerCount {
  const byStatus = new Map<number, number>();
  const stored = new Set([200, server.answer?.status, server.answer?.fault?.status]);
  return {
    byStatus,
    wasStored: (status) => stored.has(status),
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

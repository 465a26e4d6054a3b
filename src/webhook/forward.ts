import { buildForwardHeaders } from './forward-headers.js';
import { type PostPorts, postWebhook, type TargetAnswer } from './post-webhook.js';
import type { ReceivedWebhook } from './received-webhook.js';
import type { WebhookSink } from './sink.js';

/** Names every cmtg that passed a webhook on; one that finds itself there passes it on no more. */
export const viaHeader = 'x-cmtg-via';
/** More than a sane chain of listeners. */
const MOST_HOPS = 5;

/** What became of one webhook: an answer of every target, or a loop that was cut. */
export interface ForwardResult {
  readonly id: string;
  readonly answers: readonly TargetAnswer[];
  readonly loop: boolean;
  /** The targets answered with different statuses or bodies. */
  readonly differ: boolean;
}

export interface ForwardOptions extends PostPorts {
  readonly targets: readonly string[];
  /** Name of this run, unguessable enough not to clash. */
  readonly instance: string;
  readonly onResult: (result: ForwardResult) => void | Promise<void>;
}

/** Posts every webhook to every target at once: the same bytes, the same headers less those of the connection. */
export function createForwardSink(options: ForwardOptions): WebhookSink {
  const { targets, instance, onResult } = options;
  return {
    async push(webhook) {
      const via = listVia(webhook);
      if (via.includes(instance) || via.length >= MOST_HOPS) {
        await onResult({ id: webhook.id, answers: [], loop: true, differ: false });
        return;
      }
      const headers = { ...buildForwardHeaders(webhook.headers), [viaHeader]: [...via, instance].join(', ') };
      const answers = await Promise.all(targets.map((target) => postWebhook(target, headers, webhook.bytes, options)));
      await onResult({ id: webhook.id, answers, loop: false, differ: answersDiffer(answers) });
    },
  };
}

function listVia(webhook: ReceivedWebhook): string[] {
  return webhook.headers
    .filter(([name]) => name.toLowerCase() === viaHeader)
    .flatMap(([, value]) => value.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function answersDiffer([first, ...others]: readonly TargetAnswer[]): boolean {
  return others.some(({ status, sha256 }) => status !== first?.status || sha256 !== first.sha256);
}

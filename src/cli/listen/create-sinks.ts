import type { WebhookSink } from '../../webhook/received-webhook.js';
import type { CommandInput } from '../command-spec.js';
import type { CommandContext } from '../context.js';

export interface SinkSetup {
  readonly options: CommandInput['options'];
  /** Its file, when there is a journal: answers of the targets are kept beside it. */
  readonly journalFile: string | undefined;
}

/** One consumer of webhooks with a name for messages. Each gets every webhook at its own pace. */
export interface NamedSink extends WebhookSink {
  readonly name: string;
}

/** What `listen` does with webhooks, by its flags. Throws a usage error for wrong ones before anything is listened to. */
export async function createSinks(_setup: SinkSetup, context: CommandContext): Promise<readonly NamedSink[]> {
  return [
    {
      name: 'terminal',
      push: async (webhook) => {
        if (!context.stdout.write(`${webhook.id}\n`)) await context.stdout.drained();
      },
    },
  ];
}

import { renderSafeText } from '../../render/safe-text.js';
import { createFeeder, type Feeder } from '../../webhook/feed/feeder.js';
import type { Store, StoredBatch } from '../../webhook/store.js';
import type { CommandContext } from '../context.js';
import { coalesceOutput } from './coalesce-output.js';
import { createSinks } from './create-sinks.js';
import type { NamedSink, SinkSetup } from './sink-context.js';

/** The consumers of webhooks, each at its own pace. */
export interface ConnectedSinks {
  /** Makes them; tells the address of the inspector, if there is one. Throws a usage error for wrong flags. */
  create(setup: SinkSetup): Promise<string | undefined>;
  /** From here on they get webhooks, those that came in meanwhile first. `url` is what to register. */
  start(url: string): void;
  /** Lets them finish until the signal aborts; tells, by name, how many webhooks one has not got. */
  stop(deadline: AbortSignal): Promise<ReadonlyMap<string, number>>;
}

/** Ties sinks to a store. Whatever comes in before they exist is kept for them. */
export function connectSinks(store: Store, context: CommandContext): ConnectedSinks {
  const stdout = coalesceOutput(context.stdout);
  const early: StoredBatch[] = [];
  let sinks: readonly NamedSink[] = [];
  let feeders: readonly { readonly name: string; readonly feeder: Feeder }[] = [];
  store.onStored = (batch) => void early.push(batch);
  const warn = (text: string) => void context.stderr.write(`${context.errStyle.yellow('warning:')} ${text}\n`);
  const createNamedFeeder = (sink: NamedSink) => ({
    name: sink.name,
    feeder: createFeeder({
      sink,
      store,
      ending: sink.ending,
      onError: (error) => warn(`${sink.name}: ${renderSafeText(error instanceof Error ? error.message : 'failed')}`),
      onSkip: (count) => warn(`${sink.name} was too slow: ${count} webhooks are lost to it (no journal is kept).`),
    }),
  });

  return {
    async create(setup) {
      sinks = await createSinks(setup, { ...context, stdout });
      return sinks.find(({ inspector }) => inspector !== undefined)?.inspector;
    },
    start(url) {
      for (const sink of sinks) sink.ready?.(url);
      feeders = sinks.filter(({ once }) => once !== true).map(createNamedFeeder);
      let isFirst = true;
      const pass = (batch: StoredBatch) => {
        const [first] = batch.webhooks;
        if (isFirst && first !== undefined) for (const sink of sinks) if (sink.once === true) void sink.push(first);
        isFirst = false;
        for (const { feeder } of feeders) feeder.push(batch);
      };
      store.onStored = pass;
      for (const batch of early.splice(0)) pass(batch);
    },
    async stop(deadline) {
      const missed = new Map<string, number>();
      await Promise.all(
        feeders.map(async ({ name, feeder }) => {
          const left = await feeder.drain(deadline);
          if (left > 0) missed.set(name, left);
        }),
      );
      await Promise.race([Promise.allSettled(sinks.map((sink) => sink.close?.())), untilAborted(deadline)]);
      if (!deadline.aborted) await Promise.race([stdout.drained(), untilAborted(deadline)]);
      return missed;
    },
  };
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

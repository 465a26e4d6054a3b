import type { WebhookSink } from '../../webhook/sink.js';
import type { CommandContext } from '../context.js';
import { readFlag, readString, readStrings } from '../option-values.js';
import { createWebhookReader } from '../webhook/create-webhook-reader.js';
import { readDurationOption } from '../webhook/read-duration-option.js';
import { readFilter } from '../webhook/read-filter.js';
import { writeOut } from '../webhook/write-out.js';
import { createQuietHint } from './quiet-hint.js';
import type { NamedSink, SinkContext, SinkSetup } from './sink-context.js';
import { createTerminalSink } from './terminal-sink.js';

/** Targets and programs get this long, unless `--sink-timeout` says otherwise. */
const SINK_TIMEOUT_MS = 30_000;
/** An interrupted listener must be gone within a second. */
const ENDING_MS = 400;

/** What `listen` does with webhooks, by its flags. Throws errors for wrong ones, before anything is listened to. */
export async function createSinks(setup: SinkSetup, context: CommandContext): Promise<readonly NamedSink[]> {
  const { options } = setup;
  const read = createWebhookReader();
  // Without a filter nothing needs to know what a webhook says before its sink does.
  const filter = readStrings(options, 'filter') === undefined ? undefined : readFilter(options, context);
  const timeoutMs = readDurationOption(options, 'sinkTimeout', '--sink-timeout') ?? SINK_TIMEOUT_MS;
  const inspector = await createInspector(setup, context, timeoutMs);
  const shared: SinkContext = {
    ...setup,
    ...(inspector === undefined ? {} : { note: inspector.note }),
    context,
    read,
    timeoutMs,
    ending: createEnding(context),
    report: (record, text) => writeOut(context, context.global.json ? record : text()),
  };
  const targets = await createTargets(shared).catch(async (error: unknown) => {
    await inspector?.close?.();
    throw error;
  });
  const sinks: NamedSink[] = [
    { name: 'terminal', ...createTerminalSink(shared) },
    ...(inspector === undefined ? [] : [{ ...inspector, name: 'inspector', inspector: inspector.url }]),
    ...targets,
  ];
  return [
    ...(filter === undefined
      ? sinks
      : // What is filtered cannot be followed in the journal.
        sinks.map(({ follow: _follow, ...sink }) => ({
          ...sink,
          push: (webhook: Parameters<WebhookSink['push']>[0]) =>
            filter(read(webhook)) ? sink.push(webhook) : undefined,
        }))),
    createQuietHint(context),
  ];
}

async function createInspector(setup: SinkSetup, context: CommandContext, timeoutMs: number) {
  if (!readFlag(setup.options, 'inspector')) return undefined;
  const { createListenInspector } = await import('./inspector-sink.js');
  return createListenInspector(setup, context, timeoutMs);
}

/** The sinks that do something. Each is loaded only when its flag is there. */
async function createTargets(shared: SinkContext): Promise<NamedSink[]> {
  const { options } = shared;
  const sinks: NamedSink[] = [];
  if (readStrings(options, 'forward') !== undefined) {
    const { createListenForward } = await import('./forward-sink.js');
    sinks.push(await createListenForward(shared));
  }
  if (readString(options, 'exec') !== undefined) {
    const { createListenExec } = await import('./exec-sink.js');
    sinks.push({ name: 'exec', ...createListenExec(shared) });
  }
  if (readString(options, 'saveMedia') !== undefined) {
    const { createListenMedia } = await import('./media-sink.js');
    sinks.push({ name: 'save-media', ...(await createListenMedia(shared)) });
  }
  if (readString(options, 'reply') !== undefined) {
    const { createListenReply } = await import('./reply-sink.js');
    sinks.push(await createListenReply(shared));
  }
  return sinks.map((sink) => ({ ...sink, ending: shared.ending }));
}

function createEnding({ io }: CommandContext): AbortSignal {
  const ending = new AbortController();
  const end = () => void io.clock.sleep(ENDING_MS).finally(() => ending.abort());
  if (io.interrupted.aborted) end();
  else io.interrupted.addEventListener('abort', end, { once: true });
  return ending.signal;
}

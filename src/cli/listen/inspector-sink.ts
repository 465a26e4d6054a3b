import { basename } from 'node:path';
import { loadPage } from '../../inspector/load-page.js';
import { serveInspector } from '../../inspector/server/serve-inspector.js';
import type { ActionResult } from '../../inspector/source.js';
import { buildForwardHeaders } from '../../webhook/forward-headers.js';
import { readJournal } from '../../webhook/journal/read-journal.js';
import { postWebhook } from '../../webhook/post-webhook.js';
import type { ReceivedWebhook } from '../../webhook/received-webhook.js';
import type { WebhookSink } from '../../webhook/sink.js';
import { parseTarget } from '../../webhook/target.js';
import type { CommandContext } from '../context.js';
import { readInteger, readStrings } from '../option-values.js';
import { describeAnswer } from './forward-sink.js';
import { createJournalSource } from './journal-source.js';
import type { SinkSetup } from './sink-context.js';

export interface InspectorSink extends WebhookSink {
  /** What to open in a browser; it holds the secret of this run. */
  readonly url: string;
  /** Records go through here on their way to the journal, so that the page shows answers as they come. */
  readonly note: NonNullable<SinkSetup['note']>;
}

/** `--inspector`: shows what is in the journal and what comes in. Replays go to the first `--forward` target. */
export async function createListenInspector(
  { options, note, journalFile }: SinkSetup,
  { io }: CommandContext,
  timeoutMs: number,
): Promise<InspectorSink> {
  const [first] = readStrings(options, 'forward') ?? [];
  const target = first === undefined ? undefined : parseTarget(first, '--forward');
  const http = target === undefined ? undefined : await io.createHttp();
  const source = createJournalSource({
    title: journalFile === undefined ? 'no journal is kept' : basename(journalFile),
    target,
    resend,
    now: io.clock.now,
  });

  async function resend(webhook: ReceivedWebhook): Promise<ActionResult> {
    if (target === undefined || http === undefined) return { ok: false, detail: 'There is no --forward target.' };
    const headers = buildForwardHeaders(webhook.headers);
    const answer = await postWebhook(target, headers, webhook.bytes, { http, now: io.clock.now, timeoutMs });
    tell({ type: 'answer', id: webhook.id, replay: true, ...describeAnswer(answer) });
    const detail = answer.status === null ? `No answer: ${answer.error}` : `Sent again: HTTP ${answer.status}.`;
    return { ok: answer.status !== null, detail };
  }
  function tell(record: Parameters<InspectorSink['note']>[0]): void {
    note?.(record);
    source.addRecord(record);
  }

  const inspector = await serveInspector(source, {
    port: readInteger(options, 'inspectorPort', '--inspector-port', 0, 65_535) ?? 0,
    page: await loadPage(),
    token: Buffer.from(io.randomBytes(16)).toString('base64url'),
  });
  try {
    if (journalFile !== undefined) await readPast(journalFile, source);
  } catch (error) {
    await inspector.close();
    throw error;
  }
  return {
    url: inspector.url,
    note: tell,
    push: (webhook) => source.add(webhook),
    close: () => inspector.close(),
  };
}

/** What earlier runs wrote into the same file. Damaged lines are passed over: `listen` has reported them. */
async function readPast(file: string, source: ReturnType<typeof createJournalSource>): Promise<void> {
  for await (const entry of readJournal(file)) {
    if (entry.type === 'webhook') source.add(entry.webhook);
    else if (entry.type === 'other') source.addRecord(entry.value);
  }
}

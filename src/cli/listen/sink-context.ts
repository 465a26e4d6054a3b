import type { WebhookSink } from '../../webhook/sink.js';
import type { CommandInput } from '../command-spec.js';
import type { CommandContext } from '../context.js';
import type { ReadParsed } from '../webhook/create-webhook-reader.js';

/** What sinks are made from. */
export interface SinkSetup {
  readonly options: CommandInput['options'];
  /** Adds a record to the journal: what targets answered is kept beside the webhooks. Undefined without a journal. */
  readonly note?: ((record: Readonly<Record<string, unknown>> & { readonly type: string }) => void) | undefined;
  /** The journal's file, when there is one. */
  readonly journalFile?: string | undefined;
}

/** One consumer of webhooks with a name for messages. Each gets every webhook, at its own pace. */
export interface NamedSink extends WebhookSink {
  readonly name: string;
  /** It gets nothing more once this is aborted. */
  readonly ending?: AbortSignal;
  /** Needs nothing but the first webhook. */
  readonly once?: true;
  /** Address of the page that it serves. */
  readonly inspector?: string;
  /** Called when the listener stands, with its address. */
  readonly ready?: (url: string) => void;
}

/** What all sinks of one run share. */
export interface SinkContext extends SinkSetup {
  readonly context: CommandContext;
  readonly read: ReadParsed;
  readonly timeoutMs: number;
  /** Aborted a moment after the interruption: what still runs then must end. */
  readonly ending: AbortSignal;
  /** Writes a result: text for people, a JSON line for `--json`. */
  readonly report: (record: { readonly type: string }, text: () => string) => Promise<void>;
}

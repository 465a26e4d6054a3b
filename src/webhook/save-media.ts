import type { InboundMedia, ParsedWebhook } from '../core/inbound/parsed-webhook.js';
import type { ReceivedWebhook } from './received-webhook.js';
import type { WebhookSink } from './sink.js';

/** What became of one file. */
export interface MediaResult {
  readonly id: string;
  readonly uri: string;
  /** Where it is now; null when it was not downloaded, then `refused` says why. */
  readonly file: string | null;
  readonly bytes: number;
  readonly refused: string | null;
}

export interface SaveMediaOptions {
  readonly read: (webhook: ReceivedWebhook) => ParsedWebhook;
  /** Downloads and writes one file. */
  readonly save: (media: InboundMedia, id: string) => Promise<Omit<MediaResult, 'id' | 'uri'>>;
  readonly onResult: (result: MediaResult) => void | Promise<void>;
}

/** Downloads the file of every message that has one, one after the other. A repeated webhook is not downloaded again. */
export function createSaveMediaSink({ read, save, onResult }: SaveMediaOptions): WebhookSink {
  return {
    async push(webhook) {
      const parsed = read(webhook);
      if (parsed.kind !== 'message' || parsed.media === undefined || parsed.media.uri === '') return;
      if (webhook.duplicateOf !== undefined) return;
      const { uri } = parsed.media;
      await onResult({ id: webhook.id, uri, ...(await save(parsed.media, webhook.id)) });
    },
  };
}

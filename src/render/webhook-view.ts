import type { ParsedWebhook } from '../core/inbound/parsed-webhook.js';

/** A received webhook as the renderers need it; `webhook/received-webhook.ts` fits. */
export interface WebhookView {
  readonly id: string;
  readonly receivedAt: string;
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly raw: string | undefined;
  /** `"method":…,"path":…,"headers":…` */
  readonly callJson: string;
  readonly rawJson: string | undefined;
  readonly rawBase64: string | undefined;
  readonly bytes: Uint8Array;
  readonly duplicateOf: string | undefined;
}

/** A webhook together with what it says. */
export interface ReadWebhook {
  readonly webhook: WebhookView;
  readonly parsed: ParsedWebhook;
}

/** The time of day in UTC, `13:47:52Z`: the same on every machine and in every log. */
export function renderTime(receivedAt: string): string {
  return `${receivedAt.slice(11, 19)}Z`;
}

/** The day as well, `2027-01-31 13:47:52Z`: for what may have come on different days. */
export function renderDateTime(receivedAt: string): string {
  return `${receivedAt.slice(0, 10)} ${renderTime(receivedAt)}`;
}

/** How the time of receiving is shown. */
export type RenderTime = typeof renderTime;

/** `412 B`, `1.5 KiB`. */
export function renderSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}

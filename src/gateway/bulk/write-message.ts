import type { Message } from '../../core/payload/payload.js';

/** Writes the JSON of a message: everything but chat, reference and text is written once and joined from then on. */
export type MessageWriter = (to: string, reference: string, text: string) => string;

/** Stand where chat, reference and text go; no bot ID, grouping or validity looks like them. */
export const holes = { to: 'cmtg-hole-to', reference: 'cmtg-hole-reference', text: 'cmtg-hole-text' } as const;

/**
 * Prepares the writer of messages that are alike. `build` makes a message of three values; it is called with the holes
 * here, and for every message only when the pieces between the holes cannot be told.
 */
export function prepareWriter(build: (to: string, reference: string, text: string) => Message): MessageWriter {
  const json = JSON.stringify(build(holes.to, holes.reference, holes.text));
  const pieces = json.split(/"cmtg-hole-(?:to|reference|text)"/);
  const order = [...json.matchAll(/"cmtg-hole-(to|reference|text)"/g)].map(([, name]) => name).join();
  const [a = '', b = '', c = '', d = ''] = pieces;
  if (order === 'to,text,reference') {
    return (to, reference, text) => a + quote(to) + b + JSON.stringify(text) + c + quote(reference) + d;
  }
  if (order === 'to,reference') return (to, reference) => a + quote(to) + b + quote(reference) + c;
  return (to, reference, text) => JSON.stringify(build(to, reference, text));
}

/** A JSON string; chat IDs and references hold nothing that has to be looked for. */
function quote(value: string): string {
  return /^\w*$/.test(value) ? `"${value}"` : JSON.stringify(value);
}

/** How many Telegram messages one CM message becomes: every media file is one of its own, and so is a text. */
export function weighMessage({ richContent }: Message): number {
  return Math.max(1, richContent?.conversation?.length ?? 1);
}

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
  // The quotes of chat ID and reference belong to the pieces, because neither holds anything that would be escaped.
  const whole = (to: string, reference: string, text: string): string => JSON.stringify(build(to, reference, text));
  if (order === 'to,text,reference') {
    const [before, afterTo, beforeReference, after] = [`${a}"`, `"${b}`, `${c}"`, `"${d}`];
    return (to, reference, text) =>
      isPlain(to) && isPlain(reference)
        ? before + to + afterTo + JSON.stringify(text) + beforeReference + reference + after
        : whole(to, reference, text);
  }
  if (order === 'to,reference') {
    const [before, between, after] = [`${a}"`, `"${b}"`, `"${c}`];
    return (to, reference, text) =>
      isPlain(to) && isPlain(reference) ? before + to + between + reference + after : whole(to, reference, text);
  }
  return whole;
}

function isPlain(value: string): boolean {
  return /^\w*$/.test(value);
}

/** How many Telegram messages one CM message becomes: every media file is one of its own, and so is a text. */
export function weighMessage({ richContent }: Message): number {
  return Math.max(1, richContent?.conversation?.length ?? 1);
}

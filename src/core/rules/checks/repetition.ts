import type { Message } from '../../payload/payload.js';
import type { Check, Report } from '../rule.js';

/** The same person twice with the same message, and references that cannot tell messages apart. */
export const repetition: Check = {
  payload({ messages: { msg } }, report) {
    reportRecipients(msg, report);
    reportReferences(msg, report);
  },
};

/** One place where a chat ID stands. */
interface Place {
  readonly index: number;
  readonly at: number;
  readonly earlier: Place | undefined;
}

function reportRecipients(msg: readonly Message[], report: Report): void {
  // Contents are compared only where a chat ID comes again, which is rare.
  const latest = new Map<string, Place>();
  const repeated = new Set<string>();
  msg.forEach(({ to }, index) => {
    to?.forEach(({ number }, at) => {
      if (number === undefined) return;
      const earlier = latest.get(number);
      if (earlier !== undefined) repeated.add(number);
      latest.set(number, { index, at, earlier });
    });
  });
  for (const value of repeated) {
    const groups = new Map<string, { readonly place: Place; count: number }>();
    for (let place = latest.get(value); place !== undefined; place = place.earlier) {
      const content = contentKey(msg[place.index]);
      const group = groups.get(content);
      if (group === undefined) groups.set(content, { place, count: 1 });
      else group.count++;
    }
    for (const { place, count } of groups.values()) {
      if (count === 1) continue;
      report('recipient/duplicate', ['messages', 'msg', place.index, 'to', place.at, 'number'], { value, count });
    }
  }
}

function reportReferences(msg: readonly Message[], report: Report): void {
  const seen = new Map<string, number>();
  const repeated = new Map<string, { index: number; count: number }>();
  msg.forEach(({ reference: value }, index) => {
    if (value === undefined) return;
    if (seen.has(value)) repeated.set(value, { index, count: (repeated.get(value)?.count ?? 1) + 1 });
    else seen.set(value, index);
  });
  for (const [value, { index, count }] of repeated) {
    report('field/repeated-reference', ['messages', 'msg', index, 'reference'], { value, count });
  }
}

/** What makes two messages to one person the same message. */
function contentKey(message: Message | undefined): string {
  const items = message?.richContent?.conversation;
  const body = message?.body?.content ?? '';
  return items === undefined ? body : `${body}\n${JSON.stringify(items)}`;
}

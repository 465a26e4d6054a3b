import { stat } from 'node:fs/promises';
import { findLastLineEnd } from '../../webhook/journal/end-of-data.js';
import { readJournal } from '../../webhook/journal/read-journal.js';
import type { ReceivedWebhook } from '../../webhook/received-webhook.js';

/** Looks into journals for what came since the last look. */
export interface JournalFollower {
  /** New webhooks, in the order of the files. */
  look(): Promise<readonly ReceivedWebhook[]>;
}

/** Follows the files that `listFiles` names, new ones included, from their end as it is now. */
export async function followJournals(listFiles: () => Promise<readonly string[]>): Promise<JournalFollower> {
  /** Where the next line begins, as far as it is known, and the webhook in the line there that was seen already. */
  const known = new Map<string, { offset: number; seen: string | undefined }>();
  const sizeOf = async (file: string) => (await stat(file).catch(() => undefined))?.size ?? 0;
  for (const file of await listFiles()) {
    known.set(file, { offset: findLastLineEnd(file, await sizeOf(file)), seen: undefined });
  }

  return {
    async look() {
      const found: ReceivedWebhook[] = [];
      for (const file of await listFiles()) {
        const place = known.get(file) ?? { offset: 0, seen: undefined };
        known.set(file, place);
        if ((await sizeOf(file)) <= place.offset) continue;
        for await (const entry of readJournal(file, { from: place.offset })) {
          // The last line may still be written: it is looked at again.
          if (entry.type !== 'webhook') continue;
          place.offset = entry.offset;
          if (entry.webhook.id === place.seen) continue;
          place.seen = entry.webhook.id;
          found.push(entry.webhook);
        }
      }
      return found;
    },
  };
}

import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { renderJournalRange } from './cli/listen/render-journal-range.js';
import { renderPackedJson } from './cli/listen/render-packed-json.js';
import type { PackedWebhooks } from './webhook/pack-webhooks.js';
import type { JournalRange } from './webhook/store.js';

// A second thread of `listen --json`: parsing and writing JSON must not keep answers waiting. Batches come and go in order.
if (workerData.isBackground) lowerPriority();
parentPort?.on('message', (question: PackedWebhooks | JournalRange) => parentPort?.postMessage(answer(question)));

function answer(question: PackedWebhooks | JournalRange): unknown {
  return 'fd' in question ? renderJournalRange(question) : renderPackedJson(question);
}

/** What is in the journal can be shown a moment later; the answers to CM cannot wait. */
function lowerPriority(): void {
  try {
    // Without a number, the thread that asks.
    setPriority(19);
  } catch {
    // A sandbox may forbid it; then showing competes with answering as before.
  }
}

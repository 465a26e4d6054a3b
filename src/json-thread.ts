import { parentPort } from 'node:worker_threads';
import { renderPackedJson } from './cli/listen/render-packed-json.js';
import type { PackedWebhooks } from './webhook/pack-webhooks.js';

// A second thread of `listen --json`: parsing and writing JSON must not keep answers waiting. Batches come and go in order.
parentPort?.on('message', (packed: PackedWebhooks) => parentPort?.postMessage(renderPackedJson(packed)));

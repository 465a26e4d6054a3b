import { readSync } from 'node:fs';
import { parseWebhook } from '../../core/inbound/parse-webhook.js';
import { escapeJson } from '../../render/safe-text.js';
import { joinJsonWebhook } from '../../render/webhook-json.js';
import { cutLine } from '../../webhook/journal/line.js';
import type { JournalRange } from '../../webhook/store.js';

/** Lines of `--json`, and how far in the journal they reach. */
export interface RenderedRange {
  readonly text: string;
  /** Webhooks in it. */
  readonly count: number;
  readonly next: number;
}

/** What becomes of more would be objects of their own size for V8, which it gets from the system and gives back each time. */
const chunkSize = 48 * 1024;

/** The lines of `--json` for the beginning of a range of this run's journal. Throws what reading throws. */
export function renderJournalRange({ fd, from, to }: JournalRange): RenderedRange {
  const lines = readLines(fd, from, to);
  let text = '';
  let count = 0;
  for (const line of lines.text.split('\n')) {
    const cut = cutLine(line);
    if (cut === undefined) continue;
    count += 1;
    text += joinJsonWebhook(cut, parseWebhook(readBody(cut.rawJson, line)));
  }
  return { text: escapeJson(text), count, next: lines.next };
}

function readBody(rawJson: string | undefined, line: string): string | Uint8Array {
  return rawJson === undefined ? Buffer.from(JSON.parse(line).rawBase64, 'base64') : JSON.parse(rawJson);
}

/** Whole lines, about a chunk of them, or one that is longer. */
function readLines(fd: number, from: number, to: number): { readonly text: string; readonly next: number } {
  for (let size = chunkSize; ; size *= 2) {
    const bytes = Buffer.allocUnsafe(Math.min(size, to - from));
    const count = readSync(fd, bytes, 0, bytes.byteLength, from);
    const end = bytes.subarray(0, count).lastIndexOf(0x0a) + 1;
    if (end > 0 || count < size) return { text: bytes.toString('utf8', 0, end), next: end > 0 ? from + end : to };
  }
}

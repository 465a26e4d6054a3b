import type { ReceivedWebhook } from '../received-webhook.js';
import type { StorePosition } from '../store.js';
import type { JournalFiles } from './journal-files.js';
import { parseLine } from './line.js';
import type { Segment } from './segment.js';

const chunkSize = 128 * 1024;

/** Reads back what this run has written, one chunk of whole lines from `position`; nothing at the end. */
export async function readChunk(
  segments: readonly Segment[],
  position: StorePosition,
  files: JournalFiles,
): Promise<{ readonly webhooks: readonly ReceivedWebhook[]; readonly next: StorePosition }> {
  let { segment: index, at } = position;
  let segment = segments[index];
  while (segment !== undefined && at >= segment.size && index < segments.length - 1) {
    index += 1;
    at = 0;
    segment = segments[index];
  }
  if (segment === undefined || at >= segment.size) return { webhooks: [], next: { segment: index, at } };
  for (let size = chunkSize; ; size *= 2) {
    const wanted = Math.min(size, segment.size - at);
    const bytes = await readBytes(segment.fd, at, wanted, files);
    const end = bytes.lastIndexOf(0x0a) + 1;
    // A line may be longer than a chunk.
    if (end === 0 && wanted < segment.size - at) continue;
    const consumed = end === 0 ? wanted : end;
    return { webhooks: parseLines(bytes.toString('utf8', 0, consumed)), next: { segment: index, at: at + consumed } };
  }
}

function parseLines(text: string): ReceivedWebhook[] {
  const webhooks: ReceivedWebhook[] = [];
  for (const line of text.split('\n')) {
    const parsed = line === '' ? undefined : parseLine(line);
    if (parsed?.type === 'webhook') webhooks.push(parsed.webhook);
  }
  return webhooks;
}

function readBytes(fd: number, at: number, count: number, files: JournalFiles): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const buffer = Buffer.allocUnsafe(count);
    files.read(fd, buffer, at, (error, read) => (error ? reject(error) : resolve(buffer.subarray(0, read))));
  });
}

import type { ReceivedWebhook } from '../received-webhook.js';
import type { Store, StorePosition } from '../store.js';
import type { JournalFiles } from './journal-files.js';
import { parseLine } from './line.js';
import type { Segment } from './segment.js';

const chunkSize = 128 * 1024;

/** The lines behind a position, to the end of the file they stand in; undefined when there are none. */
export function locateLines(segments: readonly Segment[], position: StorePosition): LocatedLines | undefined {
  for (let { segment: index, at } = position; ; index += 1, at = 0) {
    const segment = segments[index];
    if (segment === undefined) return undefined;
    if (at < segment.size) return { segment: index, range: { fd: segment.fd, from: at, to: segment.size } };
  }
}

type LocatedLines = NonNullable<ReturnType<Store['locate']>>;

/** Reads back what this run has written, one chunk of whole lines from `position`; nothing at the end. */
export async function readChunk(
  segments: readonly Segment[],
  position: StorePosition,
  files: JournalFiles,
): Promise<{ readonly webhooks: readonly ReceivedWebhook[]; readonly next: StorePosition }> {
  const located = locateLines(segments, position);
  if (located === undefined) return { webhooks: [], next: position };
  const { segment, range } = located;
  const { fd, from, to } = range;
  for (let size = chunkSize; ; size *= 2) {
    const wanted = Math.min(size, to - from);
    const bytes = await readBytes(fd, from, wanted, files);
    const end = bytes.lastIndexOf(0x0a) + 1;
    // A line may be longer than a chunk.
    if (end === 0 && wanted < to - from) continue;
    const consumed = end === 0 ? wanted : end;
    return { webhooks: parseLines(bytes.toString('utf8', 0, consumed)), next: { segment, at: from + consumed } };
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

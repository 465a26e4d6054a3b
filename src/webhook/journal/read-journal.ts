import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ReceivedWebhook } from '../received-webhook.js';
import { longestLine, parseLine } from './line.js';

/** What stands in a journal, in its order. `line` counts from 1, `offset` in bytes. */
export type JournalEntry = JournalRecord & { readonly line: number; readonly offset: number };

type JournalRecord =
  | { readonly type: 'webhook'; readonly webhook: ReceivedWebhook }
  /** Another record of the run, such as the answer of a target. */
  | { readonly type: 'other'; readonly value: Readonly<Record<string, unknown>>; readonly seq: number }
  /** A line that was damaged: its checksum is wrong, it is no JSON, or its end is missing. */
  | { readonly type: 'bad'; readonly reason: 'checksum' | 'not-json' | 'shape' | 'torn' | 'too-long' }
  /** Numbers are missing before this line: lines were taken out, or are damaged. */
  | { readonly type: 'gap'; readonly from: number; readonly to: number };

export interface ReadJournalOptions {
  /** Byte offset of a line to begin with. */
  readonly from?: number;
  /** Longest line that is looked at, in bytes. Default 256 MiB. */
  readonly maxLine?: number;
}

/**
 * Reads a journal from a file, checking every line by its checksum and number. A bad line is reported and passed over.
 * Memory stays at one line. Throws only when the file cannot be read.
 */
export async function* readJournal(path: string, options: ReadJournalOptions = {}): AsyncGenerator<JournalEntry> {
  let lastSeq: number | undefined;
  for await (const { bytes, line, offset } of readLines(path, options)) {
    const entry: JournalRecord =
      typeof bytes === 'string' ? { type: 'bad', reason: bytes } : parseLine(bytes.toString('utf8'));
    const seq = seqOf(entry);
    if (seq !== undefined && lastSeq !== undefined && seq > lastSeq + 1) {
      yield { type: 'gap', from: lastSeq + 1, to: seq - 1, line, offset };
    }
    lastSeq = seq ?? lastSeq;
    yield { ...entry, line, offset };
  }
}

function seqOf(entry: JournalRecord): number | undefined {
  if (entry.type === 'webhook') return entry.webhook.seq;
  return entry.type === 'other' ? entry.seq : undefined;
}

interface Line {
  /** Without the line feed; or why there is nothing to look at. */
  readonly bytes: Buffer | 'torn' | 'too-long';
  readonly line: number;
  readonly offset: number;
}

type Place = Pick<Line, 'line' | 'offset'>;

/**
 * A listener under load writes zeros ahead: zeros at the end are no line. No line has a zero in it, so one that has was
 * read while it came into being, a page at a time, and is looked at once more. When it has some then, too, they are there
 * to stay, as those of other lines will be.
 */
async function* readLines(path: string, options: ReadJournalOptions): AsyncGenerator<Line> {
  const { from = 0, maxLine = longestLine } = options;
  let place: Place | undefined = { line: 1, offset: from };
  // A pipe can be read only once.
  for (let known = (await stat(path)).isFile() ? -1 : never; place !== undefined; known = place?.offset ?? never) {
    place = yield* readStretch(path, place, maxLine, known);
  }
}

/** No line is looked at again. */
const never = Number.POSITIVE_INFINITY;

/** Stops at a line with zeros and tells its place, but for one at `known`, and those behind it when it still has some. */
async function* readStretch(
  path: string,
  start: Place,
  maxLine: number,
  known: number,
): AsyncGenerator<Line, Place | undefined> {
  let looksAgain = known !== never;
  const isNews = () => {
    if (!looksAgain || !hasZeros(parts)) return false;
    looksAgain = offset !== known;
    return looksAgain;
  };
  let { line, offset } = start;
  let parts: Buffer[] = [];
  let length = 0;
  const keep = (part: Buffer) => {
    length += part.length;
    // Of a line that is too long only the length is kept.
    if (length > maxLine) parts = [];
    else if (part.length > 0) parts.push(part);
  };
  // Reading from a place is more than a pipe can do.
  const at = offset > 0 ? { start: offset } : {};
  for await (const chunk of createReadStream(path, { ...at, highWaterMark: 256 * 1024 })) {
    let rest: Buffer = chunk;
    for (let end = rest.indexOf(0x0a); end >= 0; end = rest.indexOf(0x0a)) {
      keep(rest.subarray(0, end));
      rest = rest.subarray(end + 1);
      if (isNews()) return { line, offset };
      yield { bytes: length > maxLine ? 'too-long' : joinParts(parts), line, offset };
      offset += length + 1;
      line += 1;
      parts = [];
      length = 0;
    }
    keep(rest);
  }
  if (length <= maxLine && parts.every((part) => part.every((byte) => byte === 0))) return undefined;
  if (isNews()) return { line, offset };
  yield { bytes: 'torn', line, offset };
  return undefined;
}

function hasZeros(parts: readonly Buffer[]): boolean {
  return parts.some((part) => part.includes(0));
}

function joinParts(parts: readonly Buffer[]): Buffer {
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
}

import { createReadStream } from 'node:fs';
import { type ParsedLine, parseLine } from './journal/line.js';

/** Longer than any line `listen` writes: 1 MiB of body, escaped. What is longer is no line of a journal. */
const LONGEST_LINE = 64 * 1024 * 1024;

/**
 * The lines of a journal, oldest first, one at a time. The last line of a file that is being written may be cut off:
 * without its line feed it is left out. Rejects with what the system says when the file cannot be read.
 */
export async function* readJournal(path: string): AsyncGenerator<ParsedLine> {
  let pending: Buffer[] = [];
  let size = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
    let start = 0;
    // Line feeds are looked for in bytes: U+2028 ends no line here, and readline thinks it does.
    for (let end = chunk.indexOf(0x0a); end !== -1; end = chunk.indexOf(0x0a, start)) {
      const line = Buffer.concat([...pending, chunk.subarray(start, end)]).toString('utf8');
      pending = [];
      size = 0;
      start = end + 1;
      if (line !== '') yield parseLine(line);
    }
    pending.push(chunk.subarray(start));
    size += chunk.byteLength - start;
    if (size > LONGEST_LINE) return;
  }
}

import { createReadStream } from 'node:fs';
import { CmtgError } from '../../core/errors.js';
import { type ByteStream, unreadable } from '../read-text.js';
import { createCsvReader, hasOpenQuote, splitQuoted } from './read-csv.js';
import { createJsonlReader } from './read-jsonl.js';
import { type Columns, createColumns, type RecipientsFormat, type RowChunks } from './row.js';
import { countLineBreaks, readTextBlocks } from './text-blocks.js';

/** A file of recipients whose header is read and whose rows wait to be. */
export interface Recipients {
  readonly format: RecipientsFormat;
  readonly columns: Columns;
  readonly rows: RowChunks;
}

/** Some hundred rows: they are gone again before the garbage collector looks at them a second time. */
const chunkBytes = 16 * 1024;

/**
 * Opens a file of recipients: CSV with a header (comma, semicolon or tab, found out) or JSON lines. Reads as it goes,
 * so the size of the file does not matter. `onBytes` sees everything that is read, for a checksum.
 *
 * Throws CmtgError of category `input`, naming file and line.
 */
export async function openRecipients(
  path: string,
  options: { readonly name?: string; readonly onBytes?: (bytes: Uint8Array) => void } = {},
): Promise<Recipients> {
  const place = options.name ?? path;
  return readRecipients(readBytes(path, options.onBytes), path, place);
}

/** The same of a stream, whose `name` tells the kind where it ends in .csv, .jsonl and the like. */
export async function readRecipients(bytes: ByteStream, name: string, place = name): Promise<Recipients> {
  const blocks = readTextBlocks(bytes, place);
  let head = '';
  // The header may hold line breaks inside quotes.
  for (;;) {
    const next = await blocks.next();
    if (next.done === true) break;
    head += next.value;
    if (head.trim() !== '' && !hasOpenQuote(firstLines(head))) break;
  }
  if (head.trim() === '') {
    throw new CmtgError(`${place} is empty.`, { code: 'recipients-empty', category: 'input' });
  }
  if (isJsonl(name, head)) return openJsonl(head, blocks);
  return openCsv(head, blocks, place);
}

function openJsonl(head: string, blocks: AsyncGenerator<string>): Recipients {
  const columns = createColumns([]);
  const read = createJsonlReader(columns);
  const first = read(head);
  async function* rows(): RowChunks {
    yield first;
    for await (const block of blocks) yield read(block);
  }
  return { format: { kind: 'jsonl' }, columns, rows: rows() };
}

function openCsv(head: string, blocks: AsyncGenerator<string>, place: string): Recipients {
  const { delimiter, start } = findDelimiter(head);
  const end = headerEnd(head, start);
  const header = head.slice(start, end);
  const line = countLineBreaks(head.slice(0, start)) + 1;
  const [record] = splitQuoted(header.trimEnd(), delimiter, place, line);
  const names = (record?.values ?? []).map((name) => name.trim());
  checkHeader(names, place, line);
  const width = names.length;
  const reader = createCsvReader({ delimiter, place, width, firstLine: line + countLineBreaks(header) });
  async function* rows(): RowChunks {
    let pending = head.slice(end);
    for await (const block of blocks) {
      yield reader.read(pending, false);
      pending = block;
    }
    yield reader.read(pending, true);
  }
  return { format: { kind: 'csv', delimiter }, columns: createColumns(names), rows: rows() };
}

/** The separator that the header has most of, outside of quotes; `sep=;` in front, as Excel writes it, decides. */
function findDelimiter(head: string): { delimiter: string; start: number } {
  const blank = /^(?:[^\S\n]*\n)*/.exec(head)?.[0].length ?? 0;
  const told = /^sep=(.)\r?\n/i.exec(head.slice(blank));
  if (told?.[1] !== undefined) return { delimiter: told[1], start: blank + told[0].length };
  const bare = head.slice(blank, headerEnd(head, blank)).replace(/"[^"]*"/g, '');
  const [best = ','] = [',', ';', '\t'].sort((a, b) => bare.split(b).length - bare.split(a).length);
  return { delimiter: best, start: blank };
}

/** Just behind the line break that ends the header. */
function headerEnd(text: string, start: number): number {
  for (let at = text.indexOf('\n', start); at >= 0; at = text.indexOf('\n', at + 1)) {
    if (!hasOpenQuote(text.slice(start, at))) return at + 1;
  }
  return text.length;
}

function firstLines(text: string): string {
  return text.slice(0, headerEnd(text, 0));
}

function checkHeader(names: readonly string[], place: string, line: number): void {
  const twice = names.find((name, index) => name !== '' && names.indexOf(name) !== index);
  const problem =
    twice === undefined
      ? names.every((name) => /^-?\d*$/.test(name))
        ? 'begins with numbers instead of the names of its columns'
        : undefined
      : `names the column “${twice}” twice`;
  if (problem === undefined) return;
  throw new CmtgError(`${place}:${line} ${problem}.`, {
    code: 'recipients-header',
    category: 'input',
    hint: 'The first line names the columns, each once: to,name,city',
  });
}

function isJsonl(path: string, head: string): boolean {
  if (/\.(?:jsonl|ndjson)$/i.test(path)) return true;
  return !/\.(?:csv|tsv)$/i.test(path) && head.trimStart().startsWith('{');
}

async function* readBytes(path: string, onBytes?: (bytes: Uint8Array) => void): ByteStream {
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes })) {
      onBytes?.(chunk as Uint8Array);
      yield chunk as Uint8Array;
    }
  } catch (cause) {
    if (cause instanceof CmtgError) throw cause;
    throw unreadable(path, cause);
  }
}

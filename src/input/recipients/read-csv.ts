import { parse } from 'csv-parse/sync';
import { CmtgError } from '../../core/errors.js';
import type { RecipientRow } from './row.js';
import { countLineBreaks } from './text-blocks.js';

/** A field this long means that a quote was opened and never closed. */
const longestPiece = 16 * 1024 * 1024;

/** Turns blocks of text into rows. `columns` is what the header said; every row is held against it. */
export interface CsvReader {
  /** The rows of a block that ends with a line break (or is the last one). */
  readonly read: (block: string, last: boolean) => RecipientRow[];
}

/**
 * Reads CSV as RFC 4180 has it. Blocks without a quote are split as they are, which is exact and many times quicker;
 * whatever holds a quote goes through csv-parse, up to a line break outside of quotes.
 */
export function createCsvReader(options: {
  readonly delimiter: string;
  readonly place: string;
  /** Fields a row must have; undefined while the header is not read yet. */
  readonly width: number;
  readonly firstLine: number;
}): CsvReader {
  const { delimiter, place, width } = options;
  let line = options.firstLine;
  let index = 0;
  let held = '';

  const toRow = (values: readonly string[], at: number): RecipientRow => {
    const row = { index: index++, line: at, values };
    if (values.length === width) return row;
    return { ...row, problem: { ruleId: 'recipients/column-count', args: { fields: values.length, columns: width } } };
  };

  const readPlain = (text: string): RecipientRow[] => {
    const rows: RecipientRow[] = [];
    for (let start = 0; start < text.length; line++) {
      const end = text.indexOf('\n', start);
      const stop = end < 0 ? text.length : end;
      const record = text.slice(start, text.charCodeAt(stop - 1) === 13 ? stop - 1 : stop);
      start = stop + 1;
      if (!isBlank(record, delimiter)) rows.push(toRow(record.split(delimiter), line));
    }
    return rows;
  };

  const readQuoted = (text: string): RecipientRow[] =>
    splitQuoted(text, delimiter, place, line).flatMap(({ values, raw }) => {
      const at = line;
      line += countLineBreaks(raw) + 1;
      return values.length === 0 || values.every((value) => value === '') ? [] : [toRow(values, at)];
    });

  return {
    read(block, last) {
      const text = held + block;
      held = '';
      if (!text.includes('"')) return readPlain(text);
      if (!last && hasOpenQuote(text)) {
        if (text.length > longestPiece) throw unclosed(place, line);
        held = text;
        return [];
      }
      return readQuoted(text);
    },
  };
}

/** The records of a text that holds quotes, each with its source less the line break behind it. */
export function splitQuoted(
  text: string,
  delimiter: string,
  place: string,
  firstLine: number,
): { values: string[]; raw: string }[] {
  try {
    const records = parse(text, {
      delimiter,
      relax_column_count: true,
      record_delimiter: ['\r\n', '\n'],
      info: true,
      raw: true,
    }) as unknown as { record: string[]; raw: string }[];
    // csv-parse leaves the first character of the line break in: \n, or the \r of \r\n.
    return records.map(({ record, raw }) => ({ values: record, raw: raw.replace(/[\r\n]$/, '') }));
  } catch (cause) {
    const { code = '', lines = 1 } = cause as { code?: string; lines?: number };
    if (code === 'CSV_QUOTE_NOT_CLOSED') throw unclosed(place, firstLine + lines - 1);
    throw new CmtgError(`${place}:${firstLine + lines - 1} has a double quote where none may stand.`, {
      code: 'recipients-csv',
      category: 'input',
      hint: 'A field that holds a quote stands in quotes, and the quote is doubled: "5"" pipe". Exporting the file anew from a spreadsheet does that.',
      cause,
    });
  }
}

function unclosed(place: string, line: number): CmtgError {
  return new CmtgError(`${place}: a double quote that is opened in line ${line} or after it is never closed.`, {
    code: 'recipients-csv',
    category: 'input',
    hint: 'Look for a field that begins with a quote and has none at its end.',
  });
}

/** Quotes inside quotes are doubled, so an odd number of them means that a field goes on. */
export function hasOpenQuote(text: string): boolean {
  let open = false;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) open = !open;
  return open;
}

/** A line of nothing but separators is what spreadsheets write for an empty row. */
function isBlank(record: string, delimiter: string): boolean {
  if (record === '') return true;
  const first = record.charAt(0);
  if (first !== delimiter && first !== ' ') return false;
  return record.replaceAll(delimiter, '').trim() === '';
}

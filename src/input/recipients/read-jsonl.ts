import type { createColumns, RecipientRow } from './row.js';

/** Turns blocks of JSON lines into rows; every name becomes a column. */
export function createJsonlReader(columns: ReturnType<typeof createColumns>): (block: string) => RecipientRow[] {
  let line = 0;
  let index = 0;
  return (block) => {
    const rows: RecipientRow[] = [];
    const lines = block.split('\n');
    if (lines.at(-1) === '') lines.pop();
    for (const text of lines) {
      line++;
      if (text.trim() === '') continue;
      rows.push({ index: index++, line, ...readObject(text, columns) });
    }
    return rows;
  };
}

function readObject(
  text: string,
  columns: ReturnType<typeof createColumns>,
): Pick<RecipientRow, 'values'> & Partial<Pick<RecipientRow, 'problem'>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return unreadable('it is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return unreadable('it is no JSON object');
  const values: (string | undefined)[] = [];
  for (const [name, member] of Object.entries(value)) {
    if (typeof member === 'number' && Number.isInteger(member) && !Number.isSafeInteger(member)) {
      return { values: [], problem: { ruleId: 'recipients/unsafe-number', args: { value: String(member) } } };
    }
    values[columns.add(name)] = toText(member);
  }
  return { values };
}

function unreadable(problem: string): ReturnType<typeof readObject> {
  return { values: [], problem: { ruleId: 'recipients/unreadable-row', args: { problem } } };
}

/** null is what an empty field is in CSV; lists and objects are shown as JSON. */
function toText(value: unknown): string {
  if (value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

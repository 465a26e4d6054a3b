import { crc32 } from 'node:zlib';
import type { GatewayLogLine } from './fault-gateway.js';

/*
 * Holds a ledger against the gateway's own log. It reads both by itself, with nothing of what it judges: the format as
 * docs/decisions/0008-bulk-ledger.md tells it, one message a row, chats from 100 000 000 on.
 */

export interface Judgement {
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly unknown: number;
  readonly notSent: number;
  /** Rows whose ledger claims something the gateway never saw, or the other way round. */
  readonly lost: number;
  /** Messages taken over more often than the ledger declared. */
  readonly undeclared: number;
  /** Messages the ledger announced a second time. */
  readonly declared: number;
  /** Rows the gateway took over more than once. */
  readonly twice: number;
  /** Rows that were posted under more than one reference: two copies that nobody could tell for copies. */
  readonly renamed: number;
  /** The most messages that one run of the program left open. */
  readonly widest: number;
  /** Runs that ended with messages under way. */
  readonly cut: number;
  /** Lines of rows of unknown outcome, as an export should name them. */
  readonly unknownChats: readonly string[];
}

export const firstChat = 100_000_000;

type State = 'none' | 'unknown' | 'accepted' | 'rejected';

interface Row {
  state: State;
  /** What was known before the intent that is open now. */
  before: State;
  again: number;
}

interface Line {
  readonly seq: number;
  readonly type: string;
  readonly batch: number;
  readonly again?: true;
  readonly rows: readonly (readonly [row: number, line: number, to: string])[];
  readonly states: string;
}

const letters: Readonly<Record<string, State>> = { a: 'accepted', r: 'rejected', u: 'unknown' };

/** Judges a ledger of one message a row. What a crash cut at its end counts as never written. */
export function judge(ledger: string, rows: number, log: readonly GatewayLogLine[]): Judgement {
  const book: Row[] = Array.from({ length: rows }, () => ({ state: 'none', before: 'none', again: 0 }));
  const open = new Map<number, Line>();
  let widest = 0;
  let cut = 0;
  let declared = 0;
  let strangers = 0;
  const endRun = (): void => {
    let left = 0;
    for (const { rows: messages } of open.values()) left += messages.length;
    widest = Math.max(widest, left);
    if (left > 0) cut++;
    open.clear();
  };
  for (const line of readLines(ledger)) {
    if (line.type === 'run') endRun();
    if (line.type === 'intent') {
      open.set(line.batch, line);
      for (const [index, number, to] of line.rows) {
        const row = book[index];
        if (row === undefined || to !== String(firstChat + index) || number !== index + 2) {
          strangers++;
          continue;
        }
        row.before = row.state;
        row.state = 'unknown';
        if (line.again) {
          row.again++;
          declared++;
        }
      }
    }
    if (line.type === 'outcome') {
      for (const [place, [index]] of (open.get(line.batch)?.rows ?? []).entries()) {
        const row = book[index];
        // `n`: certainly not sent this time, so it stands as it stood before.
        if (row !== undefined) row.state = letters[line.states[place] ?? ''] ?? row.before;
      }
      open.delete(line.batch);
    }
  }
  endRun();
  return compare(book, log, { strangers, declared, widest, cut });
}

function compare(
  book: readonly Row[],
  log: readonly GatewayLogLine[],
  seen: Readonly<Record<'strangers' | 'declared' | 'widest' | 'cut', number>>,
): Judgement {
  const accepted = countChats(log, 'accepted');
  const rejected = countChats(log, 'rejected');
  const references = new Map<string, Set<string>>();
  for (const entry of log.flatMap((line) => [...line.accepted, ...line.rejected])) {
    const [chat = '', reference = ''] = entry.split(' ');
    references.set(chat, (references.get(chat) ?? new Set()).add(reference));
  }
  const counts = { none: 0, unknown: 0, accepted: 0, rejected: 0 };
  const unknownChats: string[] = [];
  let lost = seen.strangers;
  let undeclared = 0;
  let twice = 0;
  for (const [index, { state, again }] of book.entries()) {
    const chat = String(firstChat + index);
    const yes = accepted.get(chat) ?? 0;
    const no = rejected.get(chat) ?? 0;
    accepted.delete(chat);
    rejected.delete(chat);
    counts[state]++;
    if (state === 'unknown') unknownChats.push(chat);
    if (state === 'accepted' && yes === 0) lost++;
    if (state === 'rejected' && no === 0) lost++;
    if (state === 'none' && yes + no > 0) lost++;
    if (yes + no > 1) twice++;
    undeclared += Math.max(0, yes + no - 1 - again);
  }
  // Whoever is left was posted without being in the file.
  lost += accepted.size + rejected.size;
  const { none: notSent, ...rest } = counts;
  const renamed = [...references.values()].filter(({ size }) => size > 1).length;
  const { declared, widest, cut } = seen;
  return { rows: book.length, ...rest, notSent, lost, undeclared, declared, twice, renamed, widest, cut, unknownChats };
}

function countChats(log: readonly GatewayLogLine[], verdict: 'accepted' | 'rejected'): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of log) {
    for (const entry of line[verdict]) {
      const chat = entry.slice(0, entry.indexOf(' '));
      counts.set(chat, (counts.get(chat) ?? 0) + 1);
    }
  }
  return counts;
}

/** The sound lines of a ledger; a bad one anywhere but at the end is an error of the test. */
function readLines(text: string): Line[] {
  const lines = text.split('\n');
  const sound: Line[] = [];
  for (const [at, line] of lines.entries()) {
    const body = line.slice(0, -18);
    if (!line.endsWith(`,"crc":"${crc32(`${body}}`).toString(16).padStart(8, '0')}"}`)) {
      if (at < lines.length - 1 && lines.slice(at + 1).some((later) => later !== '')) {
        throw new Error(`Line ${at + 1} of the ledger is damaged, and more follows it.`);
      }
      break;
    }
    const record = JSON.parse(line) as Line;
    if (record.seq !== at) throw new Error(`Line ${at + 1} of the ledger has the number ${record.seq}.`);
    sound.push(record);
  }
  return sound;
}

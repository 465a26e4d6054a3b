import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CmtgError } from '../../core/errors.js';
import { rowState } from '../../gateway/ledger/row-states.js';
import { toCsvLine } from '../../input/recipients/write-csv.js';
import { renderBulkReport } from '../../render/bulk-report.js';
import { renderSafeText } from '../../render/safe-text.js';
import type { CommandContext } from '../context.js';
import { type LedgerReport, readAgain, unrecorded } from './read-ledger-report.js';
import { openReferences } from './references.js';
import { csvHead } from './report-head.js';

/** Writes reports over one or more ledgers. A report that cannot be written is an error, but not of the run. */
export async function writeReports(
  names: readonly string[],
  reports: readonly LedgerReport[],
  context: CommandContext,
): Promise<void> {
  for (const name of names) {
    const path = resolve(context.io.cwd, name);
    try {
      if (/\.csv$/i.test(name)) await writeCsv(path, reports, context);
      else
        await writeFile(path, context.redactor.redact(renderBulkReport(reports, context.io.version)), { mode: 0o600 });
      context.note(`report: ${path}`);
    } catch (cause) {
      const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
      throw new CmtgError(`The report ${path} cannot be written (${code}).`, {
        code: 'report-write',
        category: 'input',
        hint: 'The run itself is recorded: `cmtg bulk status LEDGER --report FILE` writes the report again.',
        cause,
      });
    }
  }
}

const words: Readonly<Record<string, string>> = { a: 'accepted', r: 'rejected', u: 'unknown', n: 'not-sent' };
const letterOfState = { [rowState.accepted]: 'a', [rowState.rejected]: 'r', [rowState.unknown]: 'u' } as const;

/** One line a message that was posted; of several tries, the one that decided. */
async function writeCsv(path: string, reports: readonly LedgerReport[], context: CommandContext): Promise<void> {
  const stream = createWriteStream(path, { mode: 0o600 });
  const failed = once(stream, 'error').then(([error]) => Promise.reject(error));
  failed.catch(() => {});
  stream.write(csvHead);
  for (const report of reports) {
    const { states } = report.replay;
    const { find, lost } = await openReferences(report.plan);
    if (lost) context.note(lostReferences(report.plan.input.path, context));
    const written = new Set<string>();
    await readAgain(report, ([row, line, to, part = 1], letter, code, reason, details, at) => {
      const decided = part <= states.parts(row) ? 'a' : letterOfState[states.state(row) as keyof typeof letterOfState];
      if (letter !== (decided ?? 'n')) return;
      if (letter !== 'a') {
        const key = `${row} ${part}`;
        if (written.has(key)) return;
        written.add(key);
      }
      const state = reason === unrecorded.underWay ? reason : (words[letter] ?? letter);
      stream.write(toCsvLine([line, to, part, state, code, reason, details, find(row, line, to, part), at]));
    });
  }
  stream.end();
  await Promise.race([once(stream, 'close'), failed]);
}

function lostReferences(file: string, { errStyle }: CommandContext): string {
  return `${errStyle.yellow('warning:')} the references stood in ${renderSafeText(file)}, which is gone or changed; the report has none`;
}

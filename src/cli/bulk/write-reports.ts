import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CmtgError } from '../../core/errors.js';
import { createReference } from '../../gateway/bulk/row.js';
import { createNodeLedgerFs } from '../../gateway/ledger/node-ledger-fs.js';
import { rowState } from '../../gateway/ledger/row-states.js';
import { toCsvLine } from '../../input/recipients/write-csv.js';
import { renderBulkReport } from '../../render/bulk-report.js';
import type { CommandContext } from '../context.js';
import { type LedgerReport, readLedgerReport } from './read-ledger-report.js';
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
      if (/\.csv$/i.test(name)) await writeCsv(path, reports);
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

/** One line a message that has an outcome; of several tries, the one that decided. */
async function writeCsv(path: string, reports: readonly LedgerReport[]): Promise<void> {
  const stream = createWriteStream(path, { mode: 0o600 });
  const failed = once(stream, 'error').then(([error]) => Promise.reject(error));
  failed.catch(() => {});
  stream.write(csvHead);
  for (const report of reports) {
    const { states } = report.replay;
    const { campaign, columns } = report.plan;
    const written = new Set<string>();
    await readLedgerReport(
      report.path,
      createNodeLedgerFs(() => ''),
      ([row, line, to, part = 1, of = 1], letter, ...more) => {
        const decided = letterOfState[states.state(row) as keyof typeof letterOfState] ?? 'n';
        if (of === 1 && letter !== decided) return;
        if (letter !== 'a') {
          const key = `${row} ${part}`;
          if (written.has(key)) return;
          written.add(key);
        }
        const [code, reason, details, at] = more;
        const reference = columns.reference === undefined ? createReference(campaign, line, to, part - 1) : '';
        stream.write(toCsvLine([line, to, part, words[letter] ?? letter, code, reason, details, reference, at]));
      },
    );
  }
  stream.end();
  await Promise.race([once(stream, 'close'), failed]);
}

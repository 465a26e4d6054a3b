import { createWriteStream, type WriteStream } from 'node:fs';
import type { Diagnostic, Severity } from '../../core/diagnostics/diagnostic.js';
import { CmtgError } from '../../core/errors.js';
import type { Columns, RecipientRow } from '../../input/recipients/row.js';
import { toCsvLine } from '../../input/recipients/write-csv.js';
import { count } from '../../render/bulk-progress.js';
import { renderSeverity, toJsonDiagnostic } from '../../render/diagnostics.js';
import { renderSafeJson, renderSafeText } from '../../render/safe-text.js';
import type { CommandContext } from '../context.js';

/** A terminal shows so many errors; the file of refused rows has them all. */
const mostShown = 20;

/** Collects what the check found, without keeping it all: errors one by one, the rest by rule. */
export interface FindingsLog {
  readonly add: (row: RecipientRow, diagnostics: readonly Diagnostic[], refused: boolean) => void;
  /** Says what was found. */
  readonly report: (context: CommandContext) => void;
  readonly rules: readonly CountedRule[];
}

/** In how many rows a rule spoke, and where first. */
export interface CountedRule {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly count: number;
  readonly first: Diagnostic;
}

/** A log that keeps the first errors and counts everything. */
export function createFindingsLog(): FindingsLog {
  const errors: Diagnostic[] = [];
  let all = 0;
  const rules = new Map<string, { ruleId: string; severity: Severity; count: number; first: Diagnostic }>();
  return {
    add(_row, diagnostics) {
      // The parts of a split text may each have the same finding; it is one row.
      const counted = new Set<string>();
      for (const diagnostic of diagnostics) {
        const { ruleId, severity } = diagnostic;
        const rule = rules.get(ruleId);
        if (rule === undefined) rules.set(ruleId, { ruleId, severity, count: 1, first: diagnostic });
        else if (!counted.has(ruleId)) rule.count++;
        counted.add(ruleId);
        if (severity !== 'error') continue;
        all++;
        if (errors.length < mostShown) errors.push(diagnostic);
      }
    },
    report(context) {
      if (context.global.json) writeFindings(errors, [...rules.values()], context);
      else showFindings(errors, all, [...rules.values()], context);
    },
    get rules() {
      return [...rules.values()];
    },
  };
}

function writeFindings(errors: readonly Diagnostic[], rules: readonly CountedRule[], context: CommandContext): void {
  for (const diagnostic of errors) writeFinding(diagnostic, 1, context);
  for (const { first, count: rows, severity } of rules) {
    if (severity !== 'error') writeFinding(first, rows, context);
  }
}

/** Errors row by row, up to a number; everything else once a rule, with how often. */
function showFindings(
  errors: readonly Diagnostic[],
  all: number,
  rules: readonly CountedRule[],
  context: CommandContext,
): void {
  for (const diagnostic of errors) context.stderr.write(renderFinding(diagnostic, '', context));
  if (all > errors.length) context.stderr.write(`  … and ${count(all - errors.length, 'more error')}\n`);
  if (context.global.quiet) return;
  for (const { first, count: rows, severity } of rules) {
    if (severity === 'error') continue;
    const more = rows === 1 ? '' : ` (and in ${count(rows - 1, 'more row')})`;
    context.stderr.write(renderFinding(first, more, context));
  }
}

function renderFinding(diagnostic: Diagnostic, more: string, { errStyle }: CommandContext): string {
  const { severity, message, help, ruleId } = diagnostic;
  const head = `${renderSeverity(severity, errStyle)} ${errStyle.bold(renderSafeText(placeOf(diagnostic)))}: ${renderSafeText(message, { maxLength: 300 })}${more}`;
  return `${head} ${errStyle.dim(`[${ruleId}]`)}\n  ${renderSafeText(help)}\n`;
}

function placeOf({ origin }: Diagnostic): string {
  if (origin.kind === 'flag') return origin.name;
  return `${origin.file}:${origin.range?.line ?? 1}`;
}

function writeFinding(diagnostic: Diagnostic, rows: number, context: CommandContext): void {
  const file = diagnostic.origin.kind === 'file' ? diagnostic.origin.file : null;
  const line = { type: 'finding', file, rows, ...toJsonDiagnostic(diagnostic) };
  context.stdout.write(`${renderSafeJson(line)}\n`);
}

/** Writes refused rows to a file: the columns of the input, then the line and what is wrong. */
export interface RefusedFile {
  readonly add: (row: RecipientRow, diagnostics: readonly Diagnostic[]) => void;
  readonly close: () => Promise<void>;
}

/** Opens the file with the first row that is refused, so that a clean run leaves none. */
export function createRefusedFile(path: string, columns: Columns): RefusedFile {
  let stream: WriteStream | undefined;
  let failure: unknown;
  const open = (): WriteStream => {
    const opened = createWriteStream(path, { mode: 0o600 });
    opened.on('error', (error) => {
      failure = error;
    });
    opened.write(toCsvLine([...columns.names, 'line', 'finding']));
    return opened;
  };
  return {
    add(row, diagnostics) {
      stream ??= open();
      const said = diagnostics.filter(({ severity }) => severity !== 'info').map(({ message }) => message);
      const values = columns.names.map((_, at) => row.values[at]);
      stream.write(toCsvLine([...values, row.line, said.join(' ')]));
    },
    async close() {
      if (stream === undefined) return;
      const closed = new Promise<void>((resolve) => stream?.once('close', resolve));
      stream.end();
      await closed;
      if (failure !== undefined) throw unwritable(path, failure);
    },
  };
}

function unwritable(path: string, cause: unknown): CmtgError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  return new CmtgError(`The rows that are left out cannot be written to ${path} (${code}).`, {
    code: 'refused-write',
    category: 'input',
    hint: 'Give a place you may write to with --ledger FILE; that file stands beside it.',
    cause,
  });
}

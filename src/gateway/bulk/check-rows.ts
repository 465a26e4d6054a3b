import { buildDiagnostics, forbidSending, type SeverityOverrides } from '../../core/diagnostics/build-diagnostics.js';
import type { Diagnostic, Finding } from '../../core/diagnostics/diagnostic.js';
import { findChatIdProblem } from '../../core/rules/checks/recipient.js';
import { checkMessage } from '../../core/rules/run-checks.js';
import type { RecipientRow, RowChunks } from '../../input/recipients/row.js';
import { mostParts } from '../ledger/row-states.js';
import { createChatSet } from './chat-set.js';
import type { Shard } from './plan.js';
import type { RowPlanner } from './plan-rows.js';
import { isInShard } from './shard.js';
import { weighMessage } from './write-message.js';

export interface CheckOptions {
  /** Name of the file in the diagnostics. */
  readonly file: string;
  readonly planner: RowPlanner;
  /** False when only the rows are checked, because there is no message yet. */
  readonly hasContent: boolean;
  readonly duplicates: boolean;
  readonly strict: boolean;
  readonly overrides: SeverityOverrides;
  readonly shard?: Shard | undefined;
  /** Called with every finding, row by row. */
  readonly onFinding?: (row: RecipientRow, diagnostics: readonly Diagnostic[], refused: boolean) => void;
}

/** What a file of recipients amounts to. */
export interface RowsCheck {
  /** All rows of the file. */
  readonly rows: number;
  /** Rows of this shard. */
  readonly selected: number;
  /** Rows that must not be sent, by index. */
  readonly refused: readonly number[];
  /** Telegram messages that the rest becomes: every media file and every part counts. */
  readonly messages: number;
  /** Rows with something to say about but no error. */
  readonly doubtful: number;
}

/** A chat ID in the form of nearly every chat ID: it needs no closer look. */
const ordinary = /^[1-9]\d{4,11}$/;
const scientific = /^[+-]?\d+(?:[.,]\d+)?e[+-]?\d+$/i;

/** Whole, but written as a number that could have a fraction. */
const decimal = /^-?[1-9]\d*[.,]0{1,2}$/;

/** Checks every row of a file before anything of it is sent. Memory grows with the duplicates' table only. */
export async function checkRows(rows: RowChunks, options: CheckOptions): Promise<RowsCheck> {
  const { planner, shard, onFinding } = options;
  const checkRow = createRowCheck(options);
  const refused: number[] = [];
  let count = 0;
  let selected = 0;
  let messages = 0;
  let doubtful = 0;

  const take = (row: RecipientRow, to: string): void => {
    selected++;
    const { findings, weight } = checkRow(row, to);
    const diagnostics = findings.length === 0 ? [] : toDiagnostics(findings, row.line, options);
    const isRefused = forbidSending(diagnostics, options.strict);
    if (isRefused) refused.push(row.index);
    else messages += weight;
    if (diagnostics.length === 0) return;
    if (!isRefused) doubtful++;
    onFinding?.(row, diagnostics, isRefused);
  };

  for await (const chunk of rows) {
    for (const row of chunk) {
      count++;
      const to = planner.to(row);
      if (isInShard(to, shard)) take(row, to);
    }
  }
  return { rows: count, selected, refused, messages, doubtful };
}

type RowCheck = (row: RecipientRow, to: string) => { findings: Finding[]; weight: number };

function createRowCheck(options: CheckOptions): RowCheck {
  const chats = options.duplicates ? createChatSet() : undefined;
  const checkContent = createContentCheck(options);
  return (row, to) => {
    const finding = (ruleId: Finding['ruleId'], args: Finding['args']): Finding => ({
      ruleId,
      path: [row.index, 'to'],
      args,
    });
    if (row.problem !== undefined) return { findings: [finding(row.problem.ruleId, row.problem.args)], weight: 0 };
    if (scientific.test(to)) return { findings: [finding('recipients/scientific-number', { value: to })], weight: 0 };
    if (decimal.test(to)) return { findings: [finding('recipients/decimal-number', { value: to })], weight: 0 };
    const before = chats?.add(to, row.line);
    const checked = checkContent(row, to);
    if (before === undefined) return checked;
    return { ...checked, findings: [...checked.findings, finding('recipients/repeated', { value: to, line: before })] };
  };
}

/** When all rows get the same text, it is checked with the first row and not again: only chats differ. */
function createContentCheck({ planner, hasContent }: CheckOptions): RowCheck {
  if (!hasContent) {
    return (row, to) => {
      const problem = findChatIdProblem(to);
      return { findings: problem === undefined ? [] : [{ ...problem, path: [row.index, 'to'] }], weight: 1 };
    };
  }
  let known: { findings: Finding[]; weight: number } | undefined;
  return (row, to) => {
    const reference = planner.reference(row);
    if (known !== undefined && reference === undefined && ordinary.test(to)) return known;
    const checked = checkContent(row, planner);
    if (planner.constant && reference === undefined && ordinary.test(to)) known = checked;
    return checked;
  };
}

function checkContent(row: RecipientRow, planner: RowPlanner): { findings: Finding[]; weight: number } {
  const findings: Finding[] = [];
  const report = (ruleId: Finding['ruleId']) => (name: string) => {
    findings.push({ ruleId, path: [row.index, name], args: { name } });
  };
  const empty = planner.emptyMedia(row);
  if (empty !== undefined) {
    const problem = `its column “${empty}”, which holds the media, is empty`;
    return {
      findings: [{ ruleId: 'recipients/unreadable-row', path: [row.index, empty], args: { problem } }],
      weight: 0,
    };
  }
  const messages = planner.messages(row, {
    onMissing: report('recipients/missing-variable'),
    onEmpty: report('recipients/empty-variable'),
  });
  if (messages.length > mostParts) {
    const args = { parts: messages.length, limit: mostParts };
    findings.push({ ruleId: 'recipients/too-many-parts', path: [row.index], args });
  }
  for (const message of messages) addNew(checkMessage(message), findings);
  return { findings, weight: messages.reduce((sum, message) => sum + weighMessage(message), 0) };
}

/** The parts of a long text repeat what is wrong with all of it; once is enough. */
function addNew(found: readonly Finding[], findings: Finding[]): void {
  if (found.length === 0) return;
  const keyOf = ({ ruleId, args }: Finding): string => JSON.stringify([ruleId, args]);
  const seen = new Set(findings.map(keyOf));
  for (const finding of found) {
    const key = keyOf(finding);
    if (!seen.has(key)) findings.push(finding);
    seen.add(key);
  }
}

function toDiagnostics(findings: readonly Finding[], line: number, { file, overrides }: CheckOptions): Diagnostic[] {
  const range = { offset: 0, length: 0, line, column: 1, endLine: line, endColumn: 1 };
  return buildDiagnostics(findings, () => ({ kind: 'file', file, range }), overrides);
}

import { dirname, resolve } from 'node:path';
import type { ResolvedConfig } from '../../config/settings.js';
import { CmtgError } from '../../core/errors.js';
import { checkRows, type RowsCheck } from '../../gateway/bulk/check-rows.js';
import type { BulkColumns, BulkContent, BulkPlan } from '../../gateway/bulk/plan.js';
import { createRowPlanner } from '../../gateway/bulk/plan-rows.js';
import { makeFolder } from '../../input/make-folder.js';
import { chooseRecipientColumn, requireColumn } from '../../input/recipients/choose-column.js';
import { openRecipients, type Recipients } from '../../input/recipients/open-recipients.js';
import type { CommandInput } from '../command-spec.js';
import type { CommandContext } from '../context.js';
import { readFlag, readString, usageError } from '../option-values.js';
import { demo } from '../send/demo.js';
import { createRefusedFile, type FindingsLog } from './findings.js';
import { createFingerprint } from './fingerprint.js';
import { readPace, readShard } from './read-pace.js';

/** A run that is checked and could begin. */
export interface Prepared {
  readonly plan: BulkPlan;
  readonly check: RowsCheck;
}

export interface PrepareInput {
  readonly command: BulkPlan['command'];
  readonly content: BulkContent;
  readonly options: CommandInput['options'];
  readonly config: ResolvedConfig;
  readonly campaign: string;
  /** Where the recipients are read from, and what they are called in findings. */
  readonly file: { readonly path: string; readonly name: string };
  /** Where rows with errors go with `--skip-invalid`. */
  readonly refusedPath: string | undefined;
  readonly findings: FindingsLog;
}

/** Reads the whole file of recipients, checks every row, and makes the plan of the run. */
export async function prepare(input: PrepareInput, context: CommandContext): Promise<Prepared> {
  const { command, content, options, config, campaign, file, findings } = input;
  const { settings } = config;
  const shard = readShard(options);
  const pace = readPace(options, shard);
  const fingerprint = createFingerprint();
  const path = resolve(context.io.cwd, file.path);
  const recipients = await openRecipients(path, { name: file.name, onBytes: (bytes) => fingerprint.add(bytes) });
  const columns = readColumns(options, recipients, file.name);
  const fields = {
    content: { ...content, ...(settings.textIn === 'rich' ? { rich: true as const } : {}) },
    from: readSender(settings.from, columns, options),
    ...(settings.grouping.length === 0 ? {} : { grouping: settings.grouping }),
    ...(settings.validity === undefined ? {} : { validity: settings.validity }),
    columns,
  };
  const planner = createRowPlanner(fields, recipients.columns);
  const skipInvalid = readFlag(options, 'skipInvalid');
  if (skipInvalid && input.refusedPath !== undefined) makeFolderOfRun(dirname(input.refusedPath));
  const refusedFile =
    skipInvalid && input.refusedPath !== undefined
      ? createRefusedFile(input.refusedPath, recipients.columns)
      : undefined;
  requireVariables(planner.variables, recipients, file.name);
  const duplicates = options['duplicateCheck'] !== false;
  const check = await checkRows(recipients.rows, {
    file: file.name,
    planner,
    hasContent: true,
    duplicates,
    strict: settings.strict,
    overrides: settings.rules,
    shard,
    onFinding: (row, diagnostics, refused) => {
      findings.add(row, diagnostics, refused);
      if (refused) refusedFile?.add(row, diagnostics);
    },
  });
  await refusedFile?.close();
  const sandboxed = readFlag(options, 'sandbox');
  const plan: BulkPlan = {
    campaign,
    command,
    endpoint: sandboxed ? 'sandbox' : settings.endpoint,
    tokenIn: settings.tokenIn,
    ...(sandboxed ? { sandbox: true as const } : {}),
    ...fields,
    input: { path, ...fingerprint.finish(), rows: check.rows, selected: check.selected },
    ...(shard === undefined ? {} : { shard }),
    checks: { duplicates, skipInvalid },
    pace,
  };
  return { plan, check };
}

function readColumns(options: CommandInput['options'], { columns }: Recipients, place: string): BulkColumns {
  const named = (option: string, flag: string): string | undefined => {
    const name = readString(options, option);
    return name === undefined ? undefined : requireColumn(columns, name, flag, place);
  };
  const from = named('fromColumn', '--from-column');
  const reference = named('referenceColumn', '--reference-column');
  const media = named('mediaColumn', '--media-column');
  return {
    to: chooseRecipientColumn(columns, readString(options, 'toColumn'), place),
    ...(from === undefined ? {} : { from }),
    ...(reference === undefined ? {} : { reference }),
    ...(media === undefined ? {} : { media }),
  };
}

function readSender(from: string | undefined, columns: BulkColumns, options: CommandInput['options']): string {
  // What a preview shows does not depend on the sender.
  const needsNone = readFlag(options, 'sandbox') || readString(options, 'preview') !== undefined;
  const sender = from ?? (needsNone ? demo.from : columns.from === undefined ? undefined : '');
  if (sender !== undefined) return sender;
  throw usageError(
    'No bot ID to send from.',
    'Give --from <bot ID> or --from-column, set CMTG_FROM, or put "from" into .cmtelegramrc.',
    'usage-from-missing',
  );
}

/** A variable that no column has would be missing in every row, so it is said once. JSON lines may have it in some. */
function requireVariables(variables: readonly string[], { format, columns }: Recipients, place: string): void {
  const missing = format.kind === 'csv' ? variables.find((name) => !columns.positions.has(name)) : undefined;
  if (missing === undefined) return;
  throw new CmtgError(`The template uses {{${missing}}}, and ${place} has no such column.`, {
    code: 'template-variable',
    category: 'findings',
    hint: `The columns are: ${columns.names.join(', ')}.`,
  });
}

function makeFolderOfRun(path: string): void {
  try {
    makeFolder(path);
  } catch (cause) {
    throw new CmtgError(`The folder ${path} cannot be made (${(cause as NodeJS.ErrnoException).code}).`, {
      code: 'ledger-folder',
      category: 'input',
      hint: 'Give a place you may write to with --ledger FILE.',
      cause,
    });
  }
}

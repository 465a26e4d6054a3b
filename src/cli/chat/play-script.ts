import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CmtgError } from '../../core/errors.js';
import { readTextFile, readTextStream } from '../../input/read-text.js';
import { renderSafeJson, renderSafeText } from '../../render/safe-text.js';
import type { CommandContext } from '../context.js';
import { exitCodes, worstExitCode } from '../exit-codes.js';
import { usageError } from '../option-values.js';
import type { ChatPort } from './chat-port.js';
import { readScript } from './read-script.js';
import { renderJunit } from './render-junit.js';
import { renderStep, renderSummary } from './render-steps.js';
import { runScript } from './run-script.js';
import type { Script } from './script.js';
import { buildScriptDocument } from './script-document.js';

/** A report: its format, and the file, or undefined for stdout. */
export interface Report {
  readonly format: 'junit' | 'json';
  readonly file: string | undefined;
}

/** Reads `junit=FILE`, `json=FILE`, `junit`, `json`. */
export function readReports(texts: readonly string[], json: boolean): readonly Report[] {
  const reports = texts.map((text): Report => {
    const [format = '', file] = splitOnce(text, '=');
    if ((format !== 'junit' && format !== 'json') || file === '') {
      throw usageError(`--format takes junit or json, with =FILE or for stdout, not “${text}”.`);
    }
    return { format, file };
  });
  const all: readonly Report[] = json ? [...reports, { format: 'json', file: undefined }] : reports;
  const onStdout = all.filter(({ file }) => file === undefined);
  if (new Set(onStdout.map(({ format }) => format)).size > 1) {
    throw usageError('Only one report can go to stdout; give the other one a file: --format junit=FILE.');
  }
  return all;
}

/** Reads the script that `--script` names. */
export async function loadScript(file: string, { io }: CommandContext): Promise<Script> {
  if (file === '-') return readScript(await readTextStream(io.stdin), 'stdin');
  return readScript(await readTextFile(file, io.cwd), file);
}

/** Plays a script, shows every step, and writes the reports. The exit code: 1 when an expectation was not met. */
export async function playScript(
  script: Script,
  port: ChatPort,
  reports: readonly Report[],
  context: CommandContext,
): Promise<number> {
  const { stdout, outStyle, errStyle, io } = context;
  const data = reports.some(({ file }) => file === undefined);
  // With a report on stdout, people read the steps on stderr.
  const style = data ? errStyle : outStyle;
  const write = (text: string) => (data ? context.note(text.trimEnd()) : stdout.write(text));
  // The heading comes with the first step: before it there may be no sandbox at all.
  let begun = context.global.quiet;
  const result = await runScript(script, port, io.clock, (step) => {
    if (!begun) write(`${style.bold(renderSafeText(script.name))}\n`);
    begun = true;
    if (!context.global.quiet || step.outcome === 'failed') write(renderStep(step, script.file, style));
  });
  write(renderSummary(result, style));
  for (const { format, file } of reports) {
    const text = format === 'junit' ? renderJunit(result) : `${renderSafeJson(buildScriptDocument(result))}\n`;
    if (file === undefined) stdout.write(text);
    else await writeReport(resolve(io.cwd, file), text);
  }
  return result.outcome === 'passed' ? exitCodes.ok.code : worstExitCode(['findings']);
}

async function writeReport(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (cause) {
    throw new CmtgError(`${file} cannot be written: ${(cause as Error).message}`, {
      code: 'report-unwritable',
      category: 'input',
      cause,
    });
  }
}

function splitOnce(text: string, sign: string): [string, string | undefined] {
  const at = text.indexOf(sign);
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

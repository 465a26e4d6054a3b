import { renderSafeJson } from '../../render/safe-text.js';
import { toJsonWebhook } from '../../render/webhook-json.js';
import { renderExec } from '../../render/webhook-results.js';
import { createExecSink } from '../../webhook/exec.js';
import { findProgram, type ProgramPlace } from '../../webhook/find-program.js';
import type { WebhookSink } from '../../webhook/sink.js';
import { splitCommand } from '../../webhook/split-command.js';
import { readFlag, readString, usageError } from '../option-values.js';
import type { SinkContext } from './sink-context.js';

/** `--exec`: runs a program for every webhook. It sees the environment of cmtg, less the product token. */
export function createListenExec(shared: SinkContext): WebhookSink {
  const { context, options, read, report, timeoutMs, ending } = shared;
  const { CMTG_PRODUCT_TOKEN: _token, ...env } = context.io.env;
  const verbose = readFlag(options, 'verbose');
  const command = splitCommand(readString(options, 'exec') ?? '');
  checkProgram(command[0], { cwd: context.io.cwd, path: env['PATH'] });
  return createExecSink({
    command,
    env,
    cwd: context.io.cwd,
    timeoutMs,
    now: context.io.clock.now,
    describe: (webhook) => {
      const parsed = read(webhook);
      return { json: renderSafeJson(toJsonWebhook({ webhook, parsed })), kind: parsed.kind };
    },
    killGroup: context.io.killGroup,
    signal: ending,
    onResult: (result) => report({ type: 'exec', ...result }, () => renderExec(result, verbose, context.outStyle)),
  });
}

/** Better refused now than with every webhook. */
function checkProgram(program: string, place: ProgramPlace): void {
  const found = findProgram(program, place);
  if (found === 'not-executable') {
    throw usageError(`--exec: ${program} may not be run.`, `Allow it: chmod +x ${program}`, 'exec-not-executable');
  }
  if (found === 'absent') {
    throw usageError(
      program.includes('/') ? `--exec: there is no program ${program}.` : `--exec: there is no ${program} on PATH.`,
      'A program in this directory is named with its path, such as ./handle.sh',
      'exec-not-found',
    );
  }
}

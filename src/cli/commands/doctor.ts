import { examine } from '../../config/doctor/examine.js';
import type { DoctorLine } from '../../config/doctor/line.js';
import { resolveStateDir } from '../../config/state-dir.js';
import { resolveProductToken } from '../../config/token.js';
import { parseDuration } from '../../core/duration.js';
import { renderDoctorLine } from '../../render/doctor.js';
import { renderSafeJson } from '../../render/safe-text.js';
import type { CommandInput, CommandRun } from '../command-spec.js';
import { loadFlaggedConfig } from '../config/load.js';
import { createProbes } from '../doctor/create-probes.js';
import { exitCodes } from '../exit-codes.js';
import { readInteger, readString, usageError } from '../option-values.js';
import { readStdin } from '../send/read-message-text.js';

/** `cmtg doctor`: what of the set-up works, and the cure for what does not. Sends no message. */
export const runDoctor: CommandRun = async ({ options }, context) => {
  const { io, global, stdout, outStyle } = context;
  const webhookUrl = readUrl(options);
  const port = readInteger(options, 'port', '--port', 1, 65_535) ?? 8080;
  const timeoutMs = readTimeout(options);
  const lines: DoctorLine[] = [];
  const found = examine(
    {
      nodeVersion: io.nodeVersion,
      env: io.env,
      loadConfig: () =>
        loadFlaggedConfig(context, {
          endpoint: readString(options, 'endpoint'),
          productTokenFile: readString(options, 'productTokenFile'),
        }),
      readToken: async (config) => {
        const token = await resolveProductToken(config, {
          env: io.env,
          cwd: io.cwd,
          readStdin: () => readStdin(context),
        });
        context.redactor.add(token?.token);
        return token;
      },
      stateDir: resolveStateDir(io.env, io.home),
      port,
      webhookUrl,
    },
    createProbes(context, timeoutMs),
  );
  for await (const line of found) {
    lines.push(line);
    if (!global.json && !(global.quiet && line.status === 'ok')) stdout.write(renderDoctorLine(line, outStyle));
  }
  const count = (status: DoctorLine['status']) => lines.filter((line) => line.status === status).length;
  const failed = count('fail');
  if (global.json) {
    const totals = { ok: count('ok'), warn: count('warn'), fail: failed };
    stdout.write(`${renderSafeJson({ version: 1, lines, totals })}\n`);
  } else {
    context.note(context.errStyle.dim(`${failed} failed, ${count('warn')} to look at. No message was sent.`));
  }
  return failed === 0 ? exitCodes.ok.code : exitCodes.findings.code;
};

function readUrl(options: CommandInput['options']): string | undefined {
  const url = readString(options, 'url');
  if (url === undefined || (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol))) return url;
  throw usageError('--url takes the public http or https address of the webhook.');
}

function readTimeout(options: CommandInput['options']): number {
  const text = readString(options, 'timeout') ?? '10s';
  const timeout = parseDuration(text);
  if (timeout !== undefined && timeout > 0) return timeout;
  throw usageError('--timeout takes a duration with its unit, such as 10s.');
}

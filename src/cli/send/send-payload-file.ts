import { findBotTokens } from '../../core/channel/bot-token.js';
import { checkPayload } from '../../core/check-payload.js';
import { planPayload } from '../../core/payload/plan-payload.js';
import { removeAuthentication } from '../../core/payload/remove-authentication.js';
import { readTextFile } from '../../input/read-text.js';
import type { CommandInput } from '../command-spec.js';
import type { CommandContext } from '../context.js';
import { exitCodes } from '../exit-codes.js';
import { readString, usageError } from '../option-values.js';
import { deliver } from './deliver.js';
import { loadSendConfig } from './load-send-config.js';
import { readStdin } from './read-message-text.js';
import { reportFindings, reportInvalid } from './report-findings.js';

/** Options that would change a payload, which is posted as it stands. */
const excluded = ['to', 'from', 'reference', 'grouping', 'validity', 'textFile', 'split', 'rich'] as const;

/** `cmtg send --payload FILE`: checks a payload and posts it as it stands, less a token in it. */
export async function sendPayloadFile(
  path: string,
  { args, options }: CommandInput,
  context: CommandContext,
): Promise<number> {
  const clash = excluded.find((name) => options[name] !== undefined);
  if (args.length > 0 || clash !== undefined) {
    const what =
      clash === undefined ? 'a text' : `--${clash.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    throw usageError(
      `--payload posts the file as it stands; ${what} would change it.`,
      'Edit the file, or leave --payload out.',
    );
  }
  if (path === '-' && readString(options, 'productTokenFile') === '-') {
    throw usageError('Only one of --payload and --product-token-file can read stdin.');
  }
  const source = path === '-' ? await readStdin(context) : await readTextFile(path, context.io.cwd);
  const file = path === '-' ? 'stdin' : path;
  const { text, token } = removeAuthentication(source);
  context.redactor.add(token);
  for (const botToken of findBotTokens(source)) context.redactor.add(botToken);
  const config = await loadSendConfig(options, context);
  if (token !== undefined) {
    context.note(
      `${context.errStyle.yellow('warning:')} the payload carries a product token; it is taken out, and the configured one is sent as ${config.settings.tokenIn}`,
    );
  }
  // The rules see the text as written, so that positions are true; what they would say of the token is said above.
  const report = checkPayload(source, { file, overrides: { ...config.settings.rules, 'secret/product-token': 'off' } });
  if (report.payload === undefined) {
    const delivery = {
      command: 'send' as const,
      plan: { steps: [] },
      diagnostics: report.diagnostics,
      config,
      options,
    };
    reportFindings(report.diagnostics, context);
    reportInvalid(delivery, context);
    return exitCodes.findings.code;
  }
  const plan = planPayload(text, report.payload);
  return deliver({ command: 'send', plan, diagnostics: report.diagnostics, config, options }, context);
}

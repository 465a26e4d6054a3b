import type { ResolvedConfig } from '../../config/settings.js';
import { resolveProductToken } from '../../config/token.js';
import { CmtgError } from '../../core/errors.js';
import { readTextStream } from '../../input/read-text.js';
import type { CommandInput } from '../command-spec.js';
import type { CommandContext } from '../context.js';
import { readFlag } from '../option-values.js';
import { demo } from './demo.js';

/** The product token, from wherever the configuration has it; from here on no output shows it. */
export async function readProductToken(
  config: ResolvedConfig,
  options: CommandInput['options'],
  context: CommandContext,
): Promise<string> {
  // The sandbox takes any token, so the real one stays where it is.
  if (readFlag(options, 'sandbox')) return demo.token;
  const resolved = await resolveProductToken(config, {
    env: context.io.env,
    cwd: context.io.cwd,
    readStdin: () => readTextStream(context.io.stdin),
  });
  if (resolved === undefined) {
    throw new CmtgError('No product token.', {
      code: 'token-missing',
      category: 'config',
      hint: 'Set CMTG_PRODUCT_TOKEN, or give --product-token-file FILE. CM’s Channels app shows the token. To try without one: --sandbox.',
    });
  }
  context.redactor.add(resolved.token);
  return resolved.token;
}

import { forbidSending } from '../../core/diagnostics/build-diagnostics.js';
import type { CommandContext } from '../context.js';
import { exitCodes } from '../exit-codes.js';
import { readFlag } from '../option-values.js';
import type { Delivery } from './delivery.js';
import { reportFindings, reportInvalid } from './report-findings.js';

/** The second half of every sending command: report the findings, then show the requests or post them. */
export async function deliver(delivery: Delivery, context: CommandContext): Promise<number> {
  const { diagnostics, config, options } = delivery;
  reportFindings(diagnostics, context);
  if (forbidSending(diagnostics, config.settings.strict)) {
    reportInvalid(delivery, context);
    return exitCodes.findings.code;
  }
  // Each loads only what it needs: a dry run no gateway, a real run no curl.
  if (readFlag(options, 'dryRun') || readFlag(options, 'asCurl')) {
    const { showRequests } = await import('./show-requests.js');
    return showRequests(delivery, context);
  }
  const { post } = await import('./post.js');
  return post(delivery, context);
}

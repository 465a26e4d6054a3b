import { checkTokenDestination } from '../../config/destination.js';
import type { HttpFunction } from '../../core/wire/http.js';
import { type SendOutcome, sendPlan } from '../../gateway/send-plan.js';
import { createSpinner } from '../../render/progress.js';
import { renderAdvice, renderResults } from '../../render/send-result.js';
import type { CommandContext } from '../context.js';
import { exitOfResult, worstExitCode } from '../exit-codes.js';
import { readFlag } from '../option-values.js';
import { askToResend } from './ask-to-resend.js';
import type { Delivery } from './delivery.js';
import { createGatewayPorts, readGatewayOptions } from './gateway-options.js';
import { readProductToken } from './read-product-token.js';
import { writeSendDocument } from './send-document.js';
import { createTrace } from './trace.js';

/** Posts a plan to CM, or to the sandbox inside this process, and reports what is known. */
export async function post(delivery: Delivery, context: CommandContext): Promise<number> {
  const { plan, config, options } = delivery;
  const { settings } = config;
  const isSandbox = readFlag(options, 'sandbox');
  // Before the token is even read: reading it may ask a password manager.
  if (!isSandbox) checkTokenDestination(settings.endpoint, config.origins['endpoint'] ?? { kind: 'default' });
  const token = await readProductToken(config, options, context);
  const http: HttpFunction = isSandbox
    ? await (await import('./sandbox-http.js')).createSandboxHttp(token, context)
    : await context.io.createHttp();
  const count = plan.steps.flat().length;
  const spinner = createSpinner(`Sending ${count} message${count === 1 ? '' : 's'} …`, {
    stream: context.stderr.stream,
    isTTY: context.stderr.isTTY,
    env: context.io.env,
    wanted: !context.global.json && !context.global.quiet && !context.global.debug,
  });
  const trace = createTrace(context);
  // Ctrl-C at a question is a key and no signal: the terminal is read raw while somebody is asked.
  const cancel = new AbortController();
  let outcome: SendOutcome;
  try {
    outcome = await sendPlan(
      plan,
      {
        ...readGatewayOptions(config, token, context.io),
        signal: AbortSignal.any([context.io.interrupted, cancel.signal]),
        askUnknown: async (results) => {
          spinner.stop();
          return askToResend(results, cancel, context);
        },
        onEvent: (event) => {
          if (event.type === 'wait') spinner.update(`Waiting ${Math.ceil(event.ms / 1000)} s …`);
          trace(event);
        },
      },
      createGatewayPorts(http, context.io),
    );
  } finally {
    spinner.stop();
  }
  report(delivery, outcome, isSandbox, context);
  const interruption = context.io.interrupted.reason === 'SIGTERM' ? 'terminated' : 'interrupted';
  return worstExitCode([
    ...outcome.results.map((result) => exitOfResult(result, interruption)),
    ...((context.io.interrupted.aborted || cancel.signal.aborted) && outcome.outcome !== 'accepted'
      ? [interruption as 'interrupted' | 'terminated']
      : []),
  ]);
}

function report(delivery: Delivery, outcome: SendOutcome, isSandbox: boolean, context: CommandContext): void {
  const { command, config, diagnostics } = delivery;
  const { results } = outcome;
  if (context.global.json) {
    writeSendDocument(
      {
        command,
        outcome: outcome.outcome,
        endpoint: isSandbox ? 'sandbox' : config.settings.endpoint,
        ...(isSandbox ? { sandbox: true } : {}),
        messages: results,
        diagnostics,
      },
      context,
    );
    // The document is for programs; whoever looks at the log of a failed job reads this.
    const failed = results.filter(({ state }) => state !== 'accepted');
    if (failed.length > 0) context.stderr.write(renderResults(failed, context.errStyle));
    return;
  }
  context.stdout.write(renderResults(results, context.outStyle));
  const advice = renderAdvice(results, context.errStyle);
  if (advice !== '' && !context.global.quiet) context.stderr.write(advice);
  if (outcome.outcome === 'accepted') {
    context.note(
      isSandbox
        ? context.errStyle.dim('sandbox: nothing left this machine')
        : context.errStyle.dim(
            'Accepted by CM. Telegram reports no delivery, so this is the last that anybody learns.',
          ),
    );
  }
}

import { facts } from '../../core/channel/telegram.js';
import { buildCurl } from '../../core/wire/build-curl.js';
import { buildRequest } from '../../core/wire/build-request.js';
import type { HttpRequest } from '../../core/wire/http.js';
import type { PlannedMessage } from '../../core/wire/plan.js';
import { escapeJson } from '../../render/safe-text.js';
import type { CommandContext } from '../context.js';
import { exitCodes } from '../exit-codes.js';
import { readFlag } from '../option-values.js';
import type { Delivery } from './delivery.js';
import { writeSendDocument } from './send-document.js';

/** `--dry-run` and `--as-curl`: the requests that would be posted, and nothing else, on stdout. Needs no token. */
export function showRequests(delivery: Delivery, context: CommandContext): number {
  const { command, plan, config, options, diagnostics } = delivery;
  const requests = buildRequests(delivery, context);
  if (context.global.json) {
    writeSendDocument(
      {
        command,
        outcome: 'dry-run',
        endpoint: config.settings.endpoint,
        requests: requests.map(({ method, url, headers, body }) => ({
          method,
          url,
          headers,
          body: JSON.parse(String(body)),
        })),
        messages: plan.steps.flat().map((message) => ({
          to: message.to,
          reference: message.reference ?? null,
          state: 'planned',
          ...(message.part === undefined ? {} : { part: message.part }),
          errorCode: null,
          details: null,
          smsParts: null,
        })),
        diagnostics,
      },
      context,
    );
    return exitCodes.ok.code;
  }
  const asCurl = readFlag(options, 'asCurl');
  const texts = requests.map((request) => (asCurl ? buildCurl(request) : escapeJson(String(request.body))));
  // Exactly the body when a program reads; a terminal gets its line break.
  context.stdout.write(texts.join('\n') + (asCurl || context.stdout.isTTY ? '\n' : ''));
  const count = `${requests.length} request${requests.length === 1 ? '' : 's'}`;
  context.note(`${context.errStyle.bold('dry run')}: ${count} to ${config.settings.endpoint}, nothing was sent`);
  return exitCodes.ok.code;
}

/** The requests that carry a plan out, without a token. */
export function buildRequests(
  { plan, config }: Pick<Delivery, 'plan' | 'config'>,
  context: CommandContext,
): HttpRequest[] {
  const most = facts.messagesPerRequest.value;
  const batches = plan.steps.flatMap((step) => {
    const chunks: (readonly PlannedMessage[])[] = [];
    for (let start = 0; start < step.length; start += most) chunks.push(step.slice(start, start + most));
    return plan.body === undefined ? chunks : [step];
  });
  return batches.map((messages) =>
    buildRequest({
      endpoint: config.settings.endpoint,
      messages,
      body: plan.body,
      tokenIn: config.settings.tokenIn,
      timeoutMs: config.settings.timeout,
      version: context.io.version,
    }),
  );
}

import { renderSafeJson } from '../../render/safe-text.js';
import { toJsonWebhook } from '../../render/webhook-json.js';
import { renderExec } from '../../render/webhook-results.js';
import { createExecSink } from '../../webhook/exec.js';
import type { WebhookSink } from '../../webhook/received-webhook.js';
import { splitCommand } from '../../webhook/split-command.js';
import { readFlag, readString } from '../option-values.js';
import type { SinkContext } from './sink-context.js';

/** `--exec`: runs a program for every webhook. It sees the environment of cmtg, less the product token. */
export function createListenExec(shared: SinkContext): WebhookSink {
  const { context, options, read, report, timeoutMs, ending } = shared;
  const { CMTG_PRODUCT_TOKEN: _token, ...env } = context.io.env;
  const verbose = readFlag(options, 'verbose');
  return createExecSink({
    command: splitCommand(readString(options, 'exec') ?? ''),
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

import { renderSafeText } from '../../render/safe-text.js';
import { renderForward } from '../../render/webhook-results.js';
import { createForwardSink, type ForwardResult } from '../../webhook/forward.js';
import type { TargetAnswer } from '../../webhook/post-webhook.js';
import { decodeBody } from '../../webhook/received-webhook.js';
import { parseTarget } from '../../webhook/target.js';
import { readFlag, readStrings } from '../option-values.js';
import type { NamedSink, SinkContext } from './sink-context.js';

/** Bodies above this are kept as their hash alone. */
const KEPT_BODY = 16 * 1024;

/** `--forward`: posts webhooks to the programs under development and keeps their answers in the journal. */
export async function createListenForward(shared: SinkContext): Promise<NamedSink> {
  const { context, options, report, note, timeoutMs, ending } = shared;
  const targets = (readStrings(options, 'forward') ?? []).map((target) => parseTarget(target, '--forward'));
  const verbose = readFlag(options, 'verbose');
  const sink = createForwardSink({
    targets,
    instance: Buffer.from(context.io.randomBytes(8)).toString('hex'),
    http: await context.io.createHttp(),
    now: context.io.clock.now,
    timeoutMs,
    signal: ending,
    onResult: (result) => {
      for (const answer of result.answers) note?.({ type: 'answer', id: result.id, ...describeAnswer(answer) });
      return report(toRecord(result), () => renderForward(result, verbose, context.outStyle));
    },
  });
  return {
    ...sink,
    name: 'forward',
    // A shell may have cut the address at an unquoted &: show what came through.
    ready: () => context.note(targets.map((target) => `  forward     ${renderSafeText(target)}`).join('\n')),
  };
}

function toRecord({ id, loop, differ, answers }: ForwardResult): { readonly type: string } & Record<string, unknown> {
  return { type: 'forward', id, loop, differ, answers: answers.map(describeAnswer) };
}

/** An answer as journal and `--json` have it. */
export function describeAnswer({ target, status, ms, body, sha256, error }: TargetAnswer): Record<string, unknown> {
  const text = body.byteLength <= KEPT_BODY ? decodeBody(body) : undefined;
  return {
    target,
    status,
    ms: Math.round(ms),
    bytes: body.byteLength,
    sha256,
    ...(text === undefined ? {} : { body: text }),
    error,
  };
}

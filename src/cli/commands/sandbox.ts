import { renderBubble } from '../../render/bubble.js';
import { renderSafeJson, renderSafeText } from '../../render/safe-text.js';
import { createSandboxGateway } from '../../sandbox/gateway.js';
import { serveSandbox } from '../../sandbox/serve.js';
import type { Exchange } from '../../sandbox/state.js';
import type { CommandRun } from '../command-spec.js';
import type { CommandContext } from '../context.js';
import { exitCodes } from '../exit-codes.js';
import { readInteger, readString } from '../option-values.js';
import { untilInterrupted } from '../until-interrupted.js';

/** `cmtg sandbox`: the sandbox gateway for any client, until it is stopped. */
export const runSandbox: CommandRun = async ({ options }, context) => {
  const sandbox = createSandboxGateway({
    clock: context.io.clock,
    onExchange: (exchange) => show(exchange, context),
  });
  const served = await serveSandbox(sandbox, {
    host: readString(options, 'host') ?? '127.0.0.1',
    port: readInteger(options, 'port', '--port', 0, 65_535) ?? 8787,
  });
  if (context.global.json) context.stdout.write(`${renderSafeJson({ type: 'ready', url: served.url })}\n`);
  else {
    context.note(`${context.errStyle.bold('sandbox')} on ${served.url}`);
    context.note(`  cmtg send --endpoint ${served.url} --to 987654321 --from 1234567890 "Hello"   (any token)`);
    context.note(context.errStyle.dim('Nothing leaves this machine. Ctrl-C stops it.'));
  }
  await untilInterrupted(context.io.interrupted);
  await served.close();
  if (context.global.json) context.stdout.write(`${renderSafeJson({ type: 'stopped' })}\n`);
  return exitCodes.ok.code;
};

function show(exchange: Exchange, context: CommandContext): void {
  if (context.global.json) {
    context.stdout.write(`${renderSafeJson({ type: 'request', ...exchange })}\n`);
    return;
  }
  const { accepted, refused, status, errorCode } = exchange;
  const time = new Date(exchange.receivedAt).toISOString().slice(11, 19);
  context.stdout.write(
    `${context.outStyle.dim(time)} ${exchange.method} ${renderSafeText(exchange.path, { maxLength: 120 })} → HTTP ${status}, errorCode ${errorCode}, ${accepted.length} accepted, ${refused.length} refused\n`,
  );
  for (const { to, errorCode: code, details } of refused) {
    context.stdout.write(
      `  ${context.outStyle.red('refused')} ${renderSafeText(to ?? 'the request')} ${code}: ${renderSafeText(details)}\n`,
    );
  }
  for (const { to, shown } of accepted) {
    context.stdout.write(`  ${context.outStyle.green('accepted')} for the chat ${renderSafeText(to)}\n`);
    context.stdout.write(`${renderBubble(shown, { width: context.stdout.columns ?? 80, style: context.outStyle })}\n`);
  }
}

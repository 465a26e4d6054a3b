import { resolve } from 'node:path';
import { renderSafeJson, renderSafeText } from '../../render/safe-text.js';
import { parseFaults } from '../../sandbox/parse-fault.js';
import { serveSandbox } from '../../sandbox/serve.js';
import { createService } from '../../sandbox/service.js';
import type { CommandInput, CommandRun } from '../command-spec.js';
import type { CommandContext } from '../context.js';
import { exitCodes } from '../exit-codes.js';
import { readFlag, readInteger, readString, readStrings, usageError } from '../option-values.js';
import { openSandbox } from '../sandbox/open-sandbox.js';
import { showChange } from '../sandbox/show-change.js';
import { type StartedInspector, startInspector } from '../sandbox/start-inspector.js';
import { untilStopped } from '../until-stopped.js';

/** `cmtg sandbox`: CM's gateway and the Telegram user, until it is stopped. */
export const runSandbox: CommandRun = async ({ options }, context) => {
  const settings = readSettings(options, context);
  const opened = await openSandbox(settings, context);
  const { sandbox } = opened;
  let inspector: StartedInspector | undefined;
  try {
    const served = await serveSandbox(createService(sandbox), settings);
    try {
      inspector = await startInspector(sandbox, settings.inspectorPort, context);
      announce({ url: served.url, inspector: inspector?.url, settings }, context);
      sandbox.subscribe((change) => showChange(change, context));
      await untilStopped(context.io);
    } finally {
      await inspector?.close();
      await served.close();
    }
  } finally {
    await opened.close();
  }
  if (context.global.json) context.stdout.write(`${renderSafeJson({ type: 'stopped' })}\n`);
  return exitCodes.ok.code;
};

function readSettings(options: CommandInput['options'], context: CommandContext) {
  const seed = readInteger(options, 'seed', '--seed', 0, 4_294_967_295) ?? 1;
  const state = readString(options, 'state');
  return {
    host: readString(options, 'host') ?? '127.0.0.1',
    port: readInteger(options, 'port', '--port', 0, 65_535) ?? 8787,
    inspectorPort: readInteger(options, 'inspectorPort', '--inspector-port', 0, 65_535) ?? 0,
    webhook: readWebhook(readString(options, 'webhook')),
    faults: parseFaults(readStrings(options, 'fault') ?? [], seed),
    statusReports: readFlag(options, 'statusReports'),
    stateFile: state === undefined ? undefined : resolve(context.io.cwd, state),
    onStateError: (error: Error) => context.stderr.write(`${renderSafeText(error.message)}\n`),
  };
}

function readWebhook(url: string | undefined): string | null {
  if (url === undefined) return null;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw usageError(`--webhook takes an http or https address, not “${url}”.`);
  }
  return url;
}

interface Announced {
  readonly url: string;
  readonly inspector: string | undefined;
  readonly settings: ReturnType<typeof readSettings>;
}

function announce({ url, inspector, settings }: Announced, context: CommandContext): void {
  const { webhook, faults, host } = settings;
  if (context.global.json) {
    const ready = { type: 'ready', url, ...(inspector === undefined ? {} : { inspector }), webhook, faults };
    context.stdout.write(`${renderSafeJson(ready)}\n`);
    return;
  }
  const { note, stderr, errStyle } = context;
  // Results, also with --quiet: a free port is told nowhere else.
  stderr.write(`${errStyle.bold('sandbox')}    ${url}\n`);
  if (inspector !== undefined) stderr.write(`${errStyle.bold('inspector')}  ${inspector}\n`);
  note(`${errStyle.bold('webhooks')}   ${webhook === null ? 'nowhere (--webhook URL)' : renderSafeText(webhook)}`);
  const names = Object.keys(faults.rules);
  if (names.length > 0) note(`${errStyle.bold('faults')}     ${names.join(', ')}, seed ${faults.seed}`);
  note('');
  note(`  cmtg chat --sandbox-url ${url}`);
  note(`  cmtg send --endpoint ${url} --to 987654321 --from 1234567890 "Hello"   (any token)`);
  note(errStyle.dim(closing(host)));
}

function closing(host: string): string {
  if (/^(127\.|localhost$|::1$)/.test(host)) return 'Nothing leaves this machine. Ctrl-C stops it.';
  return 'Other machines can send to this gateway; the control API answers this machine alone. Ctrl-C stops it.';
}

import { renderSafeJson, renderSafeText } from '../../render/safe-text.js';
import type { WebhookServer } from '../../webhook/server/create-server.js';
import type { CommandContext } from '../context.js';
import { describeProtection } from './describe-protection.js';
import type { ListenOptions } from './read-listen-options.js';

export interface Announcement {
  readonly listen: ListenOptions;
  readonly server: WebhookServer;
  readonly journalFile: string | undefined;
  readonly inspector: string | undefined;
}

/** The first lines of `listen`: where it listens, what protects it, and what is unusual about its answers. */
export function announce({ listen, server, journalFile, inspector }: Announcement, context: CommandContext): void {
  const { errStyle, note, stderr } = context;
  const { url } = server;
  const { text, isWarning } = describeProtection(listen.server, journalFile !== undefined);
  if (context.global.json) {
    const page = inspector === undefined ? {} : { inspector };
    context.stdout.write(`${renderSafeJson({ type: 'ready', url, journal: journalFile ?? null, ...page })}\n`);
  } else {
    // Results, also with --quiet: a port and a secret that were made up are told nowhere else.
    stderr.write(
      `${errStyle.bold('listening')} on ${renderSafeText(url)}${listen.server.path === undefined && listen.server.secret === undefined ? ' (any path)' : ''}\n`,
    );
    note(
      `  journal     ${journalFile === undefined ? 'none: what is not shown is gone' : renderSafeText(journalFile)}`,
    );
    if (inspector !== undefined) stderr.write(`  inspector   ${inspector}\n`);
    if (!isWarning) note(`  protection  ${text}`);
    note('  at CM       register its public https address in the Channels app, not in the Gateway app');
  }
  if (isWarning) stderr.write(`${errStyle.yellow('warning:')} ${text}\n`);
  for (const line of describeAnswers(listen)) stderr.write(`${errStyle.yellow('warning:')} ${line}\n`);
  if (!context.global.json) note(errStyle.dim('Ctrl-C stops it.'));
  // Shown once by this run: its output may be kept or passed on. The journal holds every request as it came.
  context.redactor.add(listen.server.secret);
}

/** Answers that are not the usual 200 are for testing; forgotten, they cost a month of repetitions. */
function describeAnswers({ server: { answer = {} } }: ListenOptions): string[] {
  const { status, delay, fault } = answer;
  return [
    ...(status === undefined || status === 200
      ? []
      : [`Every webhook is answered ${status} (--status): CM will repeat them all.`]),
    ...(delay === undefined ? [] : [`Every answer waits ${delay} ms (--delay). CM does not say how long it waits.`]),
    ...(fault === undefined
      ? []
      : [
          `About ${Math.round(fault.p * 1000) / 10} % of the answers are ${fault.status} (--fault, seed ${fault.seed}).`,
        ]),
  ];
}

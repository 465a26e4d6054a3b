import { renderSafeJson } from '../../render/safe-text.js';
import { createWebhookServer } from '../../webhook/server/create-server.js';
import type { CommandRun } from '../command-spec.js';
import { loadPlainConfig } from '../config/load.js';
import { exitCodes } from '../exit-codes.js';
import { announce } from '../listen/announce.js';
import { connectSinks } from '../listen/connect-sinks.js';
import { countAnswers } from '../listen/count-answers.js';
import { openStore } from '../listen/open-store.js';
import { readListenOptions } from '../listen/read-listen-options.js';
import { saySummary } from '../listen/say-summary.js';
import { untilStopped } from '../until-stopped.js';

/** From the first Ctrl-C on, in milliseconds: what sinks still have to do then is cut off. */
const stopLimit = 900;

/** `cmtg listen`: stores, answers and shows every inbound webhook, until it is stopped. */
export const runListen: CommandRun = async ({ options }, context) => {
  const listen = readListenOptions(options, context);
  const { settings } = await loadPlainConfig(context);
  const answers = countAnswers(listen.server, context);
  const journal = openStore(listen.journal, settings.journal.keep, context);
  const server = await createWebhookServer(listen.server, {
    openStore: journal.open,
    now: context.io.clock.now,
    sleep: (ms, signal) => context.io.clock.sleep(ms, signal),
    randomBytes: context.io.randomBytes,
    onAnswer: answers.count,
  });
  const sinks = connectSinks(server.store, context);
  const stop = async (deadline = AbortSignal.timeout(stopLimit)) => {
    await server.stop();
    const missed = await sinks.stop(deadline);
    await server.store.close();
    return missed;
  };
  let inspector: string | undefined;
  try {
    inspector = await sinks.create({ options, journalFile: journal.file(), note: journal.note });
  } catch (error) {
    await stop();
    throw error;
  }
  announce({ listen, server, journalFile: journal.file(), inspector }, context);
  sinks.start(server.url);
  await untilStopped(context.io);
  const deadline = AbortSignal.timeout(stopLimit);
  const missed = await stop(deadline);
  if (context.global.json) context.stdout.write(`${renderSafeJson({ type: 'stopped' })}\n`);
  const isRead = (await context.stdout.settle?.(deadline)) ?? true;
  saySummary({ answers, missed, journalFile: journal.file(), isRead }, context);
  return exitCodes.ok.code;
};

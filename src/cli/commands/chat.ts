import { connectPort } from '../chat/connect-port.js';
import { loadScript, playScript, readReports } from '../chat/play-script.js';
import { talk } from '../chat/talk.js';
import { withApp } from '../chat/with-app.js';
import type { CommandInput, CommandRun } from '../command-spec.js';
import type { CommandContext } from '../context.js';
import { exitCodes } from '../exit-codes.js';
import { readString, readStrings, usageError } from '../option-values.js';

const DEFAULT_URL = 'http://127.0.0.1:8787';

/** `cmtg chat`: the Telegram user of a sandbox, typed by a person or played from a script. */
export const runChat: CommandRun = async ({ options }, context) => {
  const file = readString(options, 'script');
  const app = readString(options, 'app');
  const formats = readStrings(options, 'format') ?? [];
  if (file === undefined) {
    if (app !== undefined || formats.length > 0) throw usageError('--app and --format need --script.');
    return talk(await connect(options, context), readParties(options), context);
  }
  if (app !== undefined && readString(options, 'sandboxUrl') !== undefined) {
    throw usageError('--app starts a sandbox of its own: leave --sandbox-url out.');
  }
  const reports = readReports(formats, context.global.json);
  const { chat, bot, name } = readParties(options);
  const script = {
    ...(await loadScript(file, context)),
    ...(chat && { chat }),
    ...(bot && { bot }),
    ...(name && { as: name }),
  };
  const run =
    app === undefined
      ? playScript(script, await connect(options, context), reports, context)
      : withApp(app, (port) => playScript(script, port, reports, context), context);
  return untilStopped(run, context);
};

async function connect(options: CommandInput['options'], { io }: CommandContext) {
  const url = readString(options, 'sandboxUrl') ?? DEFAULT_URL;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw usageError(`--sandbox-url takes an http address, not “${url}”.`);
  }
  return connectPort(await io.createHttp(), new URL(url).origin, io.interrupted);
}

/** Who talks to whom, as far as the flags say. */
function readParties(options: CommandInput['options']) {
  return {
    chat: readString(options, 'chat'),
    bot: readString(options, 'bot'),
    name: readString(options, 'as'),
  };
}

/** Ctrl-C ends a wait; then the exit code says so and not that an expectation failed. */
async function untilStopped(run: Promise<number>, { io }: CommandContext): Promise<number> {
  const stopped = () => (io.interrupted.reason === 'SIGTERM' ? exitCodes.terminated : exitCodes.interrupted).code;
  try {
    const code = await run;
    return io.interrupted.aborted ? stopped() : code;
  } catch (error) {
    if (io.interrupted.aborted) return stopped();
    throw error;
  }
}

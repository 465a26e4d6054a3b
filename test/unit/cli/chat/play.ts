import { readFileSync } from 'node:fs';
import { createLocalPort } from '../../../../src/cli/chat/local-port.js';
import { readScript } from '../../../../src/cli/chat/read-script.js';
import { runScript, type ScriptResult } from '../../../../src/cli/chat/run-script.js';
import { createHttp } from '../../../../src/http/create-http.js';
import type { ConversationMessage } from '../../../../src/sandbox/conversation.js';
import { createConversationSandbox } from '../../../../src/sandbox/create-sandbox.js';
import { createPostWebhook } from '../../../../src/sandbox/post-webhook.js';
import { serveSandbox } from '../../../../src/sandbox/serve.js';
import { createService } from '../../../../src/sandbox/service.js';
import { createClock } from '../../../../src/testing/clock.js';
import { root } from '../../../support/run-cli.js';
import { startTestBot } from '../../../support/test-bot.js';

export interface Played {
  readonly result: ScriptResult;
  readonly messages: readonly ConversationMessage[];
  /** Everything that does not hang on the time of day, as text: equal for equal runs. */
  readonly trace: string;
}

/** Plays a script of test/cases/chat with a real bot and real sockets. */
export async function play(name: string): Promise<Played> {
  const file = `test/cases/chat/${name}.yaml`;
  const script = readScript(readFileSync(`${root}${file}`, 'utf8'), file);
  const clock = createClock();
  const sandbox = createConversationSandbox({ clock, post: createPostWebhook(createHttp({ env: {} })) });
  const served = await serveSandbox(createService(sandbox), { port: 0 });
  const bot = await startTestBot(`${served.url}/v1.0/message`);
  sandbox.setWebhook(bot.url);
  try {
    const result = await runScript(script, createLocalPort(sandbox), clock);
    await sandbox.settled();
    const messages = sandbox.messages();
    const trace = JSON.stringify(
      [
        result.outcome,
        result.steps.map(({ tookMs: _, step: { label }, ...rest }) => ({ label, ...rest })),
        ordered(messages),
      ],
      null,
      1,
    );
    return { result, messages, trace };
  } finally {
    await bot.close();
    await served.close();
    await sandbox.close();
  }
}

/**
 * The messages of each side in their order, without times. The sides are kept apart: whether the person writes again
 * before the bot has answered is up to the machine, and no part of the conversation's result.
 */
function ordered(messages: readonly ConversationMessage[]): unknown {
  const side = (by: 'bot' | 'user') =>
    messages.filter((message) => message.by === by).map(({ chat, bot, shown }) => ({ chat, bot, shown }));
  return { user: side('user'), bot: side('bot') };
}

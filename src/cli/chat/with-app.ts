import { noFaults } from '../../sandbox/fault-settings.js';
import { serveSandbox } from '../../sandbox/serve.js';
import { createService } from '../../sandbox/service.js';
import type { CommandContext } from '../context.js';
import { exitCodes } from '../exit-codes.js';
import { openSandbox } from '../sandbox/open-sandbox.js';
import { demo } from '../send/demo.js';
import type { ChatPort } from './chat-port.js';
import { createLocalPort } from './local-port.js';
import { findFreePort, startApp } from './start-app.js';

/**
 * Runs something with an exit code against a sandbox of its own and the app under test, and ends both. The app learns from its environment
 * where it is: CMTG_SANDBOX_URL, CMTG_ENDPOINT (where messages go), CMTG_WEBHOOK_PORT (where it must listen),
 * CMTG_PRODUCT_TOKEN and CMTG_FROM.
 */
export async function withApp(
  command: string,
  use: (port: ChatPort) => Promise<number>,
  context: CommandContext,
): Promise<number> {
  const webhookPort = await findFreePort();
  const opened = await openSandbox(
    {
      webhook: `http://127.0.0.1:${webhookPort}/`,
      faults: noFaults,
      statusReports: false,
      stateFile: undefined,
      onStateError: () => {},
    },
    context,
  );
  const served = await serveSandbox(createService(opened.sandbox), { port: 0 });
  try {
    const variables = {
      CMTG_SANDBOX_URL: served.url,
      CMTG_ENDPOINT: `${served.url}/v1.0/message`,
      CMTG_WEBHOOK_PORT: String(webhookPort),
      CMTG_PRODUCT_TOKEN: demo.token,
      CMTG_FROM: demo.from,
    };
    const app = await startApp(command, webhookPort, variables, context);
    try {
      // Nothing more comes from an app that is gone: waits end, and the failed step is shown before the reason.
      const gone = new AbortController();
      app.ended.catch((reason) => gone.abort(reason));
      const signal = AbortSignal.any([context.io.interrupted, gone.signal]);
      const code = await use(createLocalPort(opened.sandbox, signal));
      if (code !== exitCodes.ok.code && gone.signal.aborted) throw gone.signal.reason;
      return code;
    } finally {
      await app.stop();
    }
  } finally {
    await served.close();
    await opened.close();
  }
}

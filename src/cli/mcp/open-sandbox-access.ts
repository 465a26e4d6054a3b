import { noFaults } from '../../sandbox/fault-settings.js';
import { MESSAGE_PATH } from '../../sandbox/judge-request.js';
import { connectPort } from '../chat/connect-port.js';
import { createLocalPort } from '../chat/local-port.js';
import type { CommandContext } from '../context.js';
import { openSandbox } from '../sandbox/open-sandbox.js';
import type { SandboxAccess } from './sandbox-tools.js';

export interface SandboxChoice {
  /** Address of a running sandbox, without a path; undefined for one in this process. */
  readonly url: string | undefined;
  /** Where webhooks of the one in this process go. */
  readonly webhook: string | null;
}

/** Opens the sandbox that the tools use, and tells how to end it. */
export async function openSandboxAccess(
  { url, webhook }: SandboxChoice,
  context: CommandContext,
): Promise<{ readonly access: SandboxAccess; close(): Promise<void> }> {
  const { io } = context;
  if (url !== undefined) {
    const http = await io.createHttp();
    const base = url.replace(/\/+$/, '');
    const port = connectPort(http, base, io.interrupted);
    return { access: { endpoint: `${base}${MESSAGE_PATH}`, http, port }, close: async () => {} };
  }
  const opened = await openSandbox(
    { webhook, faults: noFaults, statusReports: false, stateFile: undefined, onStateError: () => {} },
    context,
  );
  const { sandbox } = opened;
  return {
    access: {
      endpoint: `http://sandbox${MESSAGE_PATH}`,
      http: (request) => sandbox.handle(request),
      port: createLocalPort(sandbox, io.interrupted),
    },
    close: () => opened.close(),
  };
}

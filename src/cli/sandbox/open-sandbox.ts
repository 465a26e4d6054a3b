import type { CmtgError } from '../../core/errors.js';
import type { ConversationSandbox } from '../../sandbox/conversation.js';
import { createConversationSandbox } from '../../sandbox/create-sandbox.js';
import type { FaultSettings } from '../../sandbox/fault-settings.js';
import { createPostWebhook } from '../../sandbox/post-webhook.js';
import { keepState, readSnapshot } from '../../sandbox/state-file.js';
import type { CommandContext } from '../context.js';

export interface OpenSandboxOptions {
  readonly webhook: string | null;
  readonly faults: FaultSettings;
  readonly statusReports: boolean;
  /** Absolute path. */
  readonly stateFile: string | undefined;
  readonly onStateError: (error: CmtgError) => void;
}

/** A sandbox, and how to end it with everything written. */
export interface OpenedSandbox {
  readonly sandbox: ConversationSandbox;
  close(): Promise<void>;
}

/** Makes a sandbox out of what the process supplies. */
export async function openSandbox(options: OpenSandboxOptions, { io }: CommandContext): Promise<OpenedSandbox> {
  const { stateFile } = options;
  const restored = stateFile === undefined ? undefined : await readSnapshot(stateFile);
  const sandbox = createConversationSandbox({
    clock: io.clock,
    post: createPostWebhook(await io.createHttp()),
    webhook: options.webhook,
    faults: options.faults,
    statusReports: options.statusReports,
    ...(restored === undefined ? {} : { restored }),
  });
  const kept = stateFile === undefined ? undefined : keepState(stateFile, sandbox, options.onStateError);
  return {
    sandbox,
    async close() {
      await sandbox.close();
      await kept?.close();
    },
  };
}

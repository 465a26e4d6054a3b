import { waitForMessages } from '../../sandbox/control/wait-for-messages.js';
import type { ConversationSandbox } from '../../sandbox/conversation.js';
import { parseFaults } from '../../sandbox/parse-fault.js';
import type { ChatPort } from './chat-port.js';

/** The person's side of a sandbox in this process. */
export function createLocalPort(sandbox: ConversationSandbox, signal?: AbortSignal): ChatPort {
  return {
    act: async (action, context) => sandbox.act(action, context).message,
    messages: (filter, waitMs) => waitForMessages(sandbox, filter, waitMs, signal),
    lastMessage: async () => sandbox.messages().at(-1)?.id ?? 0,
    advance: (ms) => sandbox.advance(ms),
    setFaults: async (faults, seed) => sandbox.setFaults(parseFaults(faults, seed)),
  };
}

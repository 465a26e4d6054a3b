import type { ConversationSandbox } from '../../sandbox/conversation.js';
import type { CommandContext } from '../context.js';

export interface StartedInspector {
  /** What to open in a browser. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the inspector page for a sandbox; undefined when there is none to serve. */
export async function startInspector(
  _sandbox: ConversationSandbox,
  _port: number,
  _context: CommandContext,
): Promise<StartedInspector | undefined> {
  return undefined;
}

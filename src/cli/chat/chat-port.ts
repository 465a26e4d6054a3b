import type {
  ActContext,
  ConversationMessage,
  MessageFilter,
  UserAction,
  UserMessage,
} from '../../sandbox/conversation.js';

/** The person's side of a sandbox, wherever it runs: what a script and the terminal need of it. */
export interface ChatPort {
  act(action: UserAction, context: ActContext): Promise<UserMessage>;
  /** The messages that fit, as soon as there are any; none after `waitMs`. */
  messages(filter: MessageFilter, waitMs: number): Promise<readonly ConversationMessage[]>;
  /** Id of the last message, 0 when there is none. */
  lastMessage(): Promise<number>;
  advance(ms: number): Promise<void>;
  setFaults(faults: readonly string[], seed: number): Promise<void>;
}

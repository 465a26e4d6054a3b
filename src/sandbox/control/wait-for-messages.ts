import type { ConversationMessage, ConversationSandbox, MessageFilter } from '../conversation.js';

/** The messages that fit, at once when there are any, else as soon as one comes; none after `waitMs`. */
export function waitForMessages(
  sandbox: Pick<ConversationSandbox, 'messages' | 'subscribe'>,
  filter: MessageFilter,
  waitMs: number,
  signal?: AbortSignal,
): Promise<readonly ConversationMessage[]> {
  const there = sandbox.messages(filter);
  if (there.length > 0 || waitMs === 0 || signal?.aborted) return Promise.resolve(there);
  return new Promise((resolve) => {
    const look = (last: boolean): void => {
      const found = sandbox.messages(filter);
      if (found.length === 0 && !last) return;
      clearTimeout(timer);
      unsubscribe();
      signal?.removeEventListener('abort', stop);
      resolve(found);
    };
    const stop = (): void => look(true);
    const timer = setTimeout(stop, waitMs);
    const unsubscribe = sandbox.subscribe(({ type }) => {
      if (type === 'message') look(false);
    });
    signal?.addEventListener('abort', stop);
  });
}

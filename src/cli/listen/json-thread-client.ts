import type { Thread } from '../io.js';

/** The thread that renders webhooks as JSON, seen from the one that answers CM. */
export interface JsonThreadClient {
  /** Answers come in the order of the questions; undefined once the thread is gone. */
  ask(question: unknown, handedOver?: readonly ArrayBuffer[]): Promise<unknown>;
  stop(): void;
}

export function createJsonThreadClient(thread: Thread): JsonThreadClient {
  const waiting: ((answer: unknown) => void)[] = [];
  let isGone = false;
  thread.onAnswer((answer) => waiting.shift()?.(answer));
  thread.onGone(() => {
    isGone = true;
    for (const resolve of waiting.splice(0)) resolve(undefined);
  });
  return {
    ask: (question, handedOver = []) =>
      new Promise((resolve) => {
        if (isGone) return resolve(undefined);
        waiting.push(resolve);
        thread.ask(question, handedOver);
      }),
    stop: () => thread.stop(),
  };
}

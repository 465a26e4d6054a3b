import { StringDecoder } from 'node:string_decoder';
import type { Input } from '../io.js';

/** Characters as they are typed. */
export interface Keys {
  /** What was typed next, at least one character; undefined once there is no more. Rejects when `signal` is aborted. */
  next(signal: AbortSignal): Promise<string | undefined>;
  /** Gives the terminal back as it was. */
  stop(): void;
}

/**
 * Reads a terminal character by character without showing anything, from each call of the returned function until
 * `stop`. Without a real terminal behind it, as in tests, it reads whatever the input brings.
 */
export function createKeyReader(input: Input): () => Keys {
  let iterator: AsyncIterator<Uint8Array> | undefined;
  return () => {
    if (input.stream !== undefined) return readTerminal(input.stream);
    iterator ??= input[Symbol.asyncIterator]();
    return readIterated(iterator);
  };
}

function readTerminal(stream: NodeJS.ReadStream): Keys {
  const decoder = new StringDecoder('utf8');
  const typed: string[] = [];
  let ended = false;
  let wake = (): void => {};
  const onData = (chunk: Buffer | string): void => {
    typed.push(typeof chunk === 'string' ? chunk : decoder.write(chunk));
    wake();
  };
  const onEnd = (): void => {
    ended = true;
    wake();
  };
  const wasRaw = stream.isRaw === true;
  if (stream.isTTY) stream.setRawMode(true);
  stream.on('data', onData).on('end', onEnd).resume();
  return {
    async next(signal) {
      for (;;) {
        signal.throwIfAborted();
        const text = typed.splice(0).join('');
        if (text !== '') return text;
        if (ended) return undefined;
        await new Promise<void>((resolve) => {
          wake = resolve;
          signal.addEventListener('abort', () => resolve(), { once: true });
        });
      }
    },
    stop() {
      stream.off('data', onData).off('end', onEnd).pause();
      if (stream.isTTY) stream.setRawMode(wasRaw);
    },
  };
}

function readIterated(iterator: AsyncIterator<Uint8Array>): Keys {
  const decoder = new StringDecoder('utf8');
  return {
    async next(signal) {
      for (;;) {
        signal.throwIfAborted();
        const { done, value } = await iterator.next();
        if (done === true) return undefined;
        const text = decoder.write(Buffer.from(value));
        if (text !== '') return text;
      }
    },
    stop() {},
  };
}

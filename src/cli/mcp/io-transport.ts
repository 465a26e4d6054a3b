import { ReadBuffer, serializeMessage } from '@modelcontextprotocol/sdk/shared/stdio.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import type { Input, Output } from '../io.js';

export interface IoTransport extends Transport {
  /** Resolves when the client has closed its end, or a message cannot be read any more. */
  readonly ended: Promise<void>;
}

/** The protocol over the streams of the run: one message a line. Output passes the boundary that redacts secrets. */
export function createIoTransport(stdin: Input, stdout: Output): IoTransport {
  const buffer = new ReadBuffer();
  let end = (): void => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });

  const transport: IoTransport = {
    ended,
    async start() {
      void receive();
    },
    async send(message: JSONRPCMessage) {
      if (!stdout.write(serializeMessage(message))) await stdout.drained();
      if (stdout.closed) end();
    },
    async close() {
      // The pending read would keep the process alive.
      stdin.stream?.destroy();
      transport.onclose?.();
    },
  };
  return transport;

  async function receive(): Promise<void> {
    try {
      for await (const chunk of stdin) {
        buffer.append(Buffer.from(chunk));
        readMessages();
      }
    } catch (error) {
      transport.onerror?.(error instanceof Error ? error : new Error(String(error)));
    } finally {
      end();
    }
  }

  function readMessages(): void {
    for (;;) {
      try {
        const message = buffer.readMessage();
        if (message === null) return;
        transport.onmessage?.(message);
      } catch (error) {
        // A line that is no message is passed over; the next one may be.
        transport.onerror?.(error instanceof Error ? error : new Error(String(error)));
      }
    }
  }
}

import { connect, type Socket } from 'node:net';

export interface Load {
  /** Names of the webhooks that were answered 200, in the order of the answers. */
  readonly acknowledged: readonly string[];
  readonly otherStatuses: readonly number[];
  /** Requests that were sent whole on an open connection before a moment (of `performance.now()`) and got no answer. */
  unanswered(before: number): number;
  /** Sends no more; resolves when every connection is quiet or closed. */
  end(): Promise<void>;
}

export interface LoadOptions {
  /** Between an answer and the next request of a connection. */
  readonly pauseMs?: number;
  /** Bytes to make each webhook longer. */
  readonly size?: number;
  /** Open another connection when one is closed. */
  readonly reconnect?: boolean;
}

let runs = 0;

/**
 * Posts from many keep-alive connections, one request at a time on each. Every webhook has a name of its own.
 */
export function startLoad(port: number, connections: number, options: LoadOptions = {}): Load {
  const { pauseMs = 0, size = 0, reconnect = false } = options;
  runs += 1;
  let count = 0;
  let isEnding = false;
  const unanswered: number[] = [];
  const acknowledged: string[] = [];
  const otherStatuses: number[] = [];
  const padding = 'x'.repeat(size);

  const work = (socket: Socket) =>
    new Promise<void>((resolve) => {
      let sent: string | undefined;
      let sentAt = 0;
      const post = () => {
        if (isEnding) return void socket.end();
        count += 1;
        sent = `webhook-${runs}-${count}`;
        const body = `{"message":{"text":"${sent}${padding}"},"from":{"number":"1"}}`;
        sentAt = performance.now();
        socket.write(`POST /hook HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
      };
      socket.setNoDelay(true);
      socket.on('connect', post);
      socket.on('data', (chunk) => {
        const answer = chunk.toString('latin1');
        const status = Number(answer.slice(9, 12));
        if (status === 200 && sent !== undefined) acknowledged.push(sent);
        else otherStatuses.push(status);
        sent = undefined;
        if (/connection: close/i.test(answer)) socket.end();
        else if (pauseMs > 0) setTimeout(post, pauseMs);
        else post();
      });
      socket.on('error', () => {});
      socket.on('close', () => {
        if (sent !== undefined) unanswered.push(sentAt);
        if (reconnect && !isEnding) setTimeout(() => resolve(work(connect(port, '127.0.0.1'))), 5);
        else resolve();
      });
    });

  const done = Promise.all(Array.from({ length: connections }, () => work(connect(port, '127.0.0.1'))));
  return {
    acknowledged,
    otherStatuses,
    unanswered: (before) => unanswered.filter((at) => at < before).length,
    async end() {
      isEnding = true;
      await done;
    },
  };
}

export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** The name of the webhook in a body. */
export function nameIn(text: string): string | undefined {
  return /webhook-\d+-\d+/.exec(text)?.[0];
}

import type { Socket } from 'node:net';
import type { AcceptWebhook } from './accept-webhook.js';
import type { PathGuard } from './guard-path.js';
import { refusals } from './judge-request.js';
import { limits } from './limits.js';
import { headEnd, type PlainReader } from './read-plain-request.js';
import type { AnswerWriter } from './write-answer.js';

export interface PlainConnectionsPorts {
  readonly read: PlainReader;
  readonly guard: PathGuard;
  readonly accept: AcceptWebhook;
  readonly answers: AnswerWriter;
  /** Gives a connection to `node:http`, for good. */
  readonly handOver: (socket: Socket) => void;
  readonly isStopping: () => boolean;
  /** Called with the status of every answer. */
  readonly onAnswer: (status: number) => void;
}

/** Connections on which nothing but plain requests has come so far. */
export interface PlainConnections {
  /** A new connection. */
  take(socket: Socket): void;
  /** Closes those on which no answer is due. */
  closeIdle(): void;
  closeAll(): void;
}

/**
 * Answers plain requests by itself, one after the other on each connection. With the first request that is anything else
 * (in two pieces, chunked, pipelined, of another method, to another path, faulty), its connection goes to `node:http`
 * with all that came, and stays there: refusals, time-outs and limits have one home.
 */
export function createPlainConnections(ports: PlainConnectionsPorts): PlainConnections {
  const { read, guard, accept, answers, handOver, isStopping, onAnswer } = ports;
  /** Whether an answer is due. */
  const open = new Map<Socket, () => boolean>();

  const take = (socket: Socket) => {
    let isBusy = false;
    let hasEnded = false;
    /** What came while an answer was due. */
    let early: Buffer | undefined;

    const receive = (bytes: Buffer) => {
      if (isBusy) {
        early = bytes;
        socket.pause();
        return;
      }
      const call = read(bytes);
      if (call === undefined || !guard(call.path)) return leave(bytes);
      isBusy = true;
      accept(call, answer);
    };

    const answer = (status: number | 'not-stored') => {
      isBusy = false;
      if (status === 'not-stored') {
        close(answers.refusal(refusals.notStored));
        return onAnswer(refusals.notStored.status);
      }
      const isLast = isStopping() || hasEnded;
      if (isLast) close(answers.ok(true));
      else if (!socket.destroyed) socket.write(answers.ok(false), 'latin1');
      onAnswer(status);
      if (early !== undefined && !isLast && !socket.destroyed) leave(early);
    };

    const close = (lastWords: string) => {
      if (socket.destroyed) return;
      socket.write(lastWords, 'latin1');
      // Not `end()`: a peer that never closes its side would keep the connection.
      socket.destroySoon();
    };

    const end = () => {
      hasEnded = true;
      if (!isBusy) socket.destroySoon();
    };

    const expire = () => {
      if (!isBusy) socket.destroy();
    };

    const forget = () => open.delete(socket);

    const leave = (bytes: Buffer) => {
      forget();
      socket.off('data', receive).off('end', end).off('timeout', expire).off('close', forget);
      socket.setTimeout(0);
      const pieces = [bytes];
      while (socket.readableLength > 0) pieces.push(socket.read());
      handOver(socket);
      socket.resume();
      // At once and in order: from here on node:http takes what comes past the stream. In one piece: Node 26 loses parts
      // of bodies when several pieces come in one tick.
      socket.emit('data', cutQuestion(pieces.length === 1 ? bytes : Buffer.concat(pieces)));
    };

    open.set(socket, () => isBusy);
    socket.setTimeout(limits.keepAliveTimeout);
    socket.on('data', receive).on('end', end).on('timeout', expire).on('close', forget);
    // A client that is gone before its answer: what it sent is stored all the same.
    socket.on('error', () => {});
  };

  return {
    take,
    closeIdle() {
      for (const [socket, isBusy] of open) if (!isBusy()) socket.destroy();
    },
    closeAll() {
      for (const socket of open.keys()) socket.destroy();
    },
  };
}

/**
 * A GET or HEAD gets an answer that ends its connection, so what stands behind the first is dropped here: hundreds of them
 * may come in one packet, and each would cost node:http a kilobyte.
 */
function cutQuestion(bytes: Buffer): Buffer {
  const isQuestion = /^(?:GET|HEAD) /.test(bytes.toString('latin1', 0, 5));
  const end = isQuestion ? bytes.indexOf(headEnd) : -1;
  return end < 0 ? bytes : bytes.subarray(0, end + headEnd.length);
}

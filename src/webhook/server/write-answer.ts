import { type Refusal, refusalHeaders } from './judge-request.js';
import { limits } from './limits.js';

/** Answers as they go over the wire, in the form in which `node:http` writes them. */
export interface AnswerWriter {
  /** 200 without a body. `isLast`: the connection is closed after it. */
  ok(isLast: boolean): string;
  /** The connection is closed after it. */
  refusal(refusal: Refusal): string;
}

/** @param now milliseconds since 1970. */
export function createAnswerWriter(now: () => number): AnswerWriter {
  const keepAlive = `Connection: keep-alive\r\nKeep-Alive: timeout=${limits.keepAliveTimeout / 1000}\r\n`;
  let second = Number.NaN;
  let date = '';
  let usual = '';
  // The text of an answer changes once a second.
  const update = () => {
    const current = Math.floor(now() / 1000);
    if (current === second) return;
    second = current;
    date = `Date: ${new Date(current * 1000).toUTCString()}\r\n`;
    usual = `HTTP/1.1 200 OK\r\n${date}${keepAlive}Content-Length: 0\r\n\r\n`;
  };
  return {
    ok(isLast) {
      update();
      return isLast ? `HTTP/1.1 200 OK\r\n${date}Connection: close\r\nContent-Length: 0\r\n\r\n` : usual;
    },
    refusal(refusal) {
      update();
      const { status, reason, text } = refusal;
      const headers = Object.entries(refusalHeaders(refusal)).map(([name, value]) => `${name}: ${value}\r\n`);
      return `HTTP/1.1 ${status} ${reason}\r\n${date}${headers.join('')}\r\n${text}\n`;
    },
  };
}

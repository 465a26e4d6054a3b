import type { ServerResponse } from 'node:http';
import { dataHeaders } from './security-headers.js';

type Headers = Readonly<Record<string, string>>;

/** Writes a whole answer. */
export function writeAnswer(response: ServerResponse, status: number, headers: Headers, body: string): void {
  const bytes = Buffer.from(body, 'utf8');
  response.writeHead(status, { ...headers, 'content-length': bytes.byteLength });
  response.end(bytes);
}

/** Writes data for the page. Only a script of the same origin can read it. */
export function writeJson(response: ServerResponse, data: unknown): void {
  writeAnswer(
    response,
    200,
    { ...dataHeaders, 'content-type': 'application/json; charset=utf-8' },
    JSON.stringify(data),
  );
}

/** Says no, in one sentence, and ends the connection: whoever was refused has nothing more to say. */
export function writeRefusal(response: ServerResponse, status: number, reason: string): void {
  const headers = { ...dataHeaders, 'content-type': 'text/plain; charset=utf-8', connection: 'close' };
  writeAnswer(response, status, headers, `${reason}\n`);
}

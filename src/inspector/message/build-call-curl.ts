import { buildCurl } from '../../core/wire/build-curl.js';
import type { HttpCall } from '../source.js';

/** Headers that curl writes by itself, or that belong to one connection. */
const OWN = new Set([
  'host',
  'content-length',
  'connection',
  'transfer-encoding',
  'accept-encoding',
  'user-agent',
  'expect',
]);

/** A command for any POSIX shell that makes the same call again; a product token is always a variable of the shell. */
export function buildCallCurl(call: HttpCall): string {
  const headers = call.headers.filter(([name]) => !OWN.has(name.toLowerCase()));
  if (call.checks === 'payload') {
    return buildCurl({
      method: call.method === 'GET' || call.method === 'HEAD' ? call.method : 'POST',
      url: call.url,
      headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
      ...(call.body === '' ? {} : { body: call.body }),
      timeoutMs: 0,
      maxResponseBytes: 0,
    });
  }
  // A webhook whose target nobody named has a path alone.
  const url = call.url.startsWith('/') ? `http://localhost:3000${call.url}` : call.url;
  const options = headers.map(([name, value]) => `--header ${quote(`${name}: ${value}`)}`);
  if (call.method !== 'POST') options.unshift(`--request ${quote(call.method)}`);
  return [`curl --globoff ${quote(url)}`, ...options, `--data-raw ${quote(call.body)}`].join(' \\\n  ');
}

/** One word for a POSIX shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`).replaceAll('\0', '')}'`;
}

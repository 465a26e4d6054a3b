import type { HttpRequest, HttpResponse } from '../core/wire/http.js';
import { renderSafeText } from './safe-text.js';
import type { Style } from './style.js';

/** What `--debug` shows of the traffic; the gateway's events fit. */
export type TraceEvent =
  | { readonly type: 'request-start'; readonly request: HttpRequest; readonly attempt: number }
  | { readonly type: 'response'; readonly response: HttpResponse; readonly durationMs: number }
  | { readonly type: 'failure'; readonly error: Error; readonly durationMs: number }
  | { readonly type: 'wait'; readonly ms: number; readonly why: string }
  | { readonly type: 'retry'; readonly attempt: number; readonly why: string }
  | { readonly type: 'halve'; readonly messages: number };

const longestBody = 20_000;

/** One event with the seconds since the start; bodies as text, controls made visible. */
export function renderTrace(event: TraceEvent, seconds: string, style: Style): string {
  const head = style.dim(`[${seconds}s]`);
  switch (event.type) {
    case 'request-start': {
      const { method, url, headers, body } = event.request;
      return `${head} ${style.bold(`${method} ${renderSafeText(url)}`)} (attempt ${event.attempt})\n${renderHeaders(headers, '>')}${renderBody(body, '>')}`;
    }
    case 'response': {
      const { status, headers, body } = event.response;
      return `${head} ${style.bold(`HTTP ${status}`)} after ${Math.round(event.durationMs)} ms\n${renderHeaders(headers, '<')}${renderBody(body, '<')}`;
    }
    case 'failure':
      return `${head} ${style.red('no complete answer')} after ${Math.round(event.durationMs)} ms: ${renderSafeText(event.error.message)}\n`;
    case 'wait':
      return `${head} waiting ${Math.round(event.ms)} ms (${event.why})\n`;
    case 'retry':
      return `${head} try ${event.attempt} (${event.why})\n`;
    case 'halve':
      return `${head} too large: sending ${event.messages} messages in two requests\n`;
  }
}

function renderHeaders(headers: Readonly<Record<string, string>>, sign: string): string {
  return Object.entries(headers)
    .map(([name, value]) => `${sign} ${renderSafeText(`${name}: ${value}`, { maxLength: 500 })}\n`)
    .join('');
}

function renderBody(body: string | Uint8Array | undefined, sign: string): string {
  if (body === undefined || body.length === 0) return '';
  const text = typeof body === 'string' ? body : Buffer.from(body).toString('utf8');
  return `${sign}\n${sign} ${renderSafeText(text, { maxLength: longestBody })}\n`;
}

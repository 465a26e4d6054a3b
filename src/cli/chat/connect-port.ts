import { CmtgError } from '../../core/errors.js';
import type { HttpFunction, HttpResponse } from '../../core/wire/http.js';
import { renderSafeText } from '../../render/safe-text.js';
import { CONTROL_PREFIX } from '../../sandbox/control/prefix.js';
import type { ChatPort } from './chat-port.js';

/** Connects to the control API of a running sandbox. `url` is its address without a path. */
export function connectPort(http: HttpFunction, url: string, signal?: AbortSignal): ChatPort {
  async function call<Answer>(method: 'GET' | 'POST', path: string, body?: unknown, waitMs = 0): Promise<Answer> {
    const response = await http({
      method,
      url: `${url}${CONTROL_PREFIX}${path}`,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      timeoutMs: waitMs + 30_000,
      maxResponseBytes: 64 * 1024 * 1024,
      ...(signal === undefined ? {} : { signal }),
    }).catch((cause: Error) => {
      if (signal?.aborted) throw cause;
      throw new CmtgError(`No sandbox answers at ${url}: ${cause.message}`, {
        code: 'sandbox-unreachable',
        category: 'unreachable',
        hint: 'Start one with `cmtg sandbox`, or name another with --sandbox-url.',
        cause,
      });
    });
    return readAnswer(response, url) as Answer;
  }

  return {
    async act(action, context) {
      const answer = await call<{ message: Awaited<ReturnType<ChatPort['act']>> }>('POST', '/say', {
        action,
        ...context,
      });
      return answer.message;
    },
    async messages(filter, waitMs) {
      const query = new URLSearchParams({ waitMs: String(waitMs) });
      for (const [name, value] of Object.entries(filter)) query.set(name, String(value));
      const path = `/messages?${query}`;
      return (await call<{ messages: Awaited<ReturnType<ChatPort['messages']>> }>('GET', path, undefined, waitMs))
        .messages;
    },
    lastMessage: async () => (await call<{ lastMessage: number }>('GET', '/status')).lastMessage,
    advance: (ms) => call('POST', '/clock', { advance: ms }),
    setFaults: (faults, seed) => call('POST', '/faults', { faults, seed }),
  };
}

function readAnswer({ status, headers, body }: HttpResponse, url: string): unknown {
  if (headers['server'] !== 'cmtg-sandbox') {
    throw new CmtgError(`What answers at ${url} is no cmtg sandbox.`, {
      code: 'sandbox-unknown',
      category: 'input',
      hint: 'Start one with `cmtg sandbox`, or name another with --sandbox-url.',
    });
  }
  const answer = JSON.parse(new TextDecoder().decode(body)) as { error?: { code?: string; message?: string } };
  if (status === 200) return answer;
  const { code = 'sandbox-refused', message = `HTTP ${status}` } = answer.error ?? {};
  throw new CmtgError(renderSafeText(message), { code, category: 'input' });
}

import type { ConversationSandbox, SandboxAnswer } from '../sandbox/conversation.js';

/** The sandbox as a `fetch`. A lost answer rejects as Node's fetch does; half an answer fails while its body is read. */
export function createFetch(sandbox: Pick<ConversationSandbox, 'handle'>): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const answer = await sandbox.handle({
      method: request.method,
      url: request.url,
      headers: Object.fromEntries(request.headers),
      body: new Uint8Array(await request.arrayBuffer()),
      signal: request.signal,
    });
    if (answer.cut === 'all') throw new TypeError('fetch failed', { cause: reset() });
    return new Response(buildBody(answer), { status: answer.status, headers: { ...answer.headers } });
  };
}

function buildBody({ body, cut }: SandboxAnswer): Uint8Array<ArrayBuffer> | ReadableStream {
  if (cut === undefined) return new Uint8Array(body);
  const half = body.subarray(0, Math.floor(body.byteLength / 2));
  let sent = false;
  return new ReadableStream({
    pull(controller) {
      if (sent) controller.error(new TypeError('terminated', { cause: reset() }));
      else controller.enqueue(half);
      sent = true;
    },
  });
}

function reset(): Error {
  return Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
}

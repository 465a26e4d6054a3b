import { describe, expect, it } from 'vitest';
import type { Output, Thread } from '../../../../src/cli/io.js';
import { createJsonSink } from '../../../../src/cli/listen/json-sink.js';
import { renderPackedJson } from '../../../../src/cli/listen/render-packed-json.js';
import { parseWebhook } from '../../../../src/core/inbound/parse-webhook.js';
import { renderJsonWebhook } from '../../../../src/render/webhook-json.js';
import type { PackedWebhooks } from '../../../../src/webhook/pack-webhooks.js';
import { buildReceivedWebhook, type ReceivedWebhook } from '../../../../src/webhook/received-webhook.js';

const render = (webhook: ReceivedWebhook) => renderJsonWebhook({ webhook, parsed: parseWebhook(webhook.bytes) });

const webhooks = Array.from({ length: 4000 }, (_, n) =>
  buildReceivedWebhook({
    id: `run-${n}`,
    receivedAt: '2027-01-01T12:00:00.000Z',
    method: 'POST',
    path: '/cm?a=1',
    rawHeaders: ['Host', 'a', 'X-Odd', '"\\ü'],
    // Some are JSON, some empty, some no text at all.
    body:
      [Buffer.from(`{"message":{"text":"${n} ü"}}`), Buffer.alloc(0), Buffer.from([0xff, n % 256])][n % 3] ??
      Buffer.alloc(0),
    duplicateOf: n % 7 === 0 ? 'run-0' : undefined,
    seq: n % 2 === 0 ? n : undefined,
  }),
);
const lines = webhooks.map(render).join('');

/** Answers each question a turn later, until it has answered `most`: then it is gone. */
function createTestThread(most = Number.POSITIVE_INFINITY) {
  let answer: (text: unknown) => void = () => {};
  let gone = () => {};
  let answered = 0;
  const state = { asked: 0, stopped: false };
  const thread: Thread = {
    ask(question) {
      state.asked += 1;
      setImmediate(() => {
        answered += 1;
        if (answered <= most) answer(renderPackedJson(question as PackedWebhooks));
        else if (answered === most + 1) gone();
      });
    },
    onAnswer: (listener) => {
      answer = listener;
    },
    onGone: (listener) => {
      gone = listener;
    },
    stop: () => {
      state.stopped = true;
    },
  };
  return { thread, state };
}

/** Says that it is behind at every `slowEvery`th write. */
function createOutput(slowEvery = Number.POSITIVE_INFINITY) {
  let text = '';
  let writes = 0;
  const output: Output = {
    write: (part) => {
      text += part;
      writes += 1;
      return writes % slowEvery !== 0;
    },
    drained: () => new Promise((resolve) => setImmediate(resolve)),
    closed: false,
    isTTY: false,
    columns: undefined,
  };
  return { output, text: () => text, writes: () => writes };
}

async function pushAll(sink: ReturnType<typeof createJsonSink>, many = webhooks): Promise<void> {
  for (const webhook of many) await sink.push(webhook);
  await sink.close?.();
}

describe('the sink of --json', () => {
  it('renders a few webhooks by itself, whenever they come', async () => {
    const { thread, state } = createTestThread();
    const { output, text } = createOutput();
    const sink = createJsonSink({ stdout: output, render, startThread: () => thread });
    for (const webhook of webhooks) {
      sink.push(webhook);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await sink.close?.();
    expect(text()).toBe(lines);
    expect(state.asked).toBe(0);
  });

  it('gives many webhooks at once to a thread: the same lines in the same order, in fewer writes', async () => {
    const { thread, state } = createTestThread();
    const { output, text, writes } = createOutput(20);
    await pushAll(createJsonSink({ stdout: output, render, startThread: () => thread }));
    expect(text()).toBe(lines);
    expect(state.asked).toBeGreaterThan(1);
    expect(writes()).toBeLessThan(100);
    expect(state.stopped).toBe(true);
  });

  it.each([0, 1, 2])('loses nothing when the thread fails after %i answers', async (most) => {
    const { thread } = createTestThread(most);
    const { output, text } = createOutput();
    await pushAll(createJsonSink({ stdout: output, render, startThread: () => thread }));
    expect(text()).toBe(lines);
  });

  it('does without a thread where there is none', async () => {
    const { output, text } = createOutput(2);
    await pushAll(createJsonSink({ stdout: output, render, startThread: () => undefined }));
    expect(text()).toBe(lines);
  });

  it('asks to wait while a reader is behind or the thread has enough to do', async () => {
    const { thread } = createTestThread();
    const { output } = createOutput();
    const sink = createJsonSink({ stdout: output, render, startThread: () => thread });
    const waits = webhooks.map((webhook) => sink.push(webhook));
    expect(waits.some((wait) => wait !== undefined)).toBe(true);
    await Promise.all(waits);
    await sink.close?.();
  });
});

import { describe, expect, it } from 'vitest';
import type { Output, Thread } from '../../../../src/cli/io.js';
import { createJsonSink } from '../../../../src/cli/listen/json-sink.js';
import { renderJournalRange } from '../../../../src/cli/listen/render-journal-range.js';
import { renderPackedJson } from '../../../../src/cli/listen/render-packed-json.js';
import { parseWebhook } from '../../../../src/core/inbound/parse-webhook.js';
import { renderJsonWebhook } from '../../../../src/render/webhook-json.js';
import { createFeeder } from '../../../../src/webhook/feed/feeder.js';
import { nodeFiles } from '../../../../src/webhook/journal/journal-files.js';
import type { ReceivedWebhook } from '../../../../src/webhook/received-webhook.js';
import { add, openTestJournal } from '../../webhook/harness.js';

const render = (webhook: ReceivedWebhook) => renderJsonWebhook({ webhook, parsed: parseWebhook(webhook.bytes) });
const never = new AbortController().signal;

/** Bodies that are JSON, text, nothing, no text at all, and that imitate the line around them. */
const bodies = Array.from(
  { length: 400 },
  (_, n) =>
    [
      `{"message":{"text":"${n} \u202e ü"}}`,
      Buffer.from([0xff, n % 256]),
      '',
      `","duplicateOf":null,"seq":${n},"method":"x","raw":"`,
      `{"x":"${'y'.repeat(n * 10)}"}`,
    ][n % 5] ?? '',
);

/** Answers as the real thread does, until it has answered `most` questions. */
function createTestThread(most: number) {
  let answer: (text: unknown) => void = () => {};
  let gone = () => {};
  let asked = 0;
  const ranges: unknown[] = [];
  const thread: Thread = {
    ask(question) {
      asked += 1;
      const isLast = asked > most;
      if (typeof question === 'object' && question !== null && 'fd' in question) ranges.push(question);
      setImmediate(() => {
        if (isLast) gone();
        else answer(askThread(question));
      });
    },
    onAnswer: (listener) => {
      answer = listener;
    },
    onGone: (listener) => {
      gone = listener;
    },
    stop: () => {},
  };
  return { thread, ranges };
}

function askThread(question: unknown): unknown {
  const isRange = typeof question === 'object' && question !== null && 'fd' in question;
  return isRange
    ? renderJournalRange(question as Parameters<typeof renderJournalRange>[0])
    : renderPackedJson(question as Parameters<typeof renderPackedJson>[0]);
}

/** A journal that feeds a sink of --json, and everything that was stored and shown. */
function start(most: number, isSlow: boolean) {
  const { journal } = openTestJournal();
  const { thread, ranges } = createTestThread(most);
  let text = '';
  let writes = 0;
  const stdout: Output = {
    write: (part) => {
      text += part;
      writes += 1;
      // Whoever is slow from the start never needs the thread.
      return !isSlow || writes < 20;
    },
    drained: () => new Promise((resolve) => setImmediate(resolve)),
    closed: false,
    isTTY: false,
    columns: undefined,
  };
  const stored: ReceivedWebhook[] = [];
  const errors: unknown[] = [];
  const sink = createJsonSink({ stdout, render, startThread: () => thread });
  const feeder = createFeeder({
    ...{ sink, store: journal },
    onError: (error) => errors.push(error),
    onSkip: (count) => errors.push(count),
    maxQueuedBytes: 20_000,
  });
  journal.onStored = (batch) => {
    stored.push(...batch.webhooks);
    feeder.push(batch);
  };
  return { journal, sink, feeder, stored, ranges, errors, text: () => text };
}

describe('the sink of --json that follows the journal', () => {
  it.each([
    ['to the end', Number.POSITIVE_INFINITY, false],
    ['to a reader that is behind', Number.POSITIVE_INFINITY, true],
    ['until the thread fails at once', 0, false],
    ['until the thread fails later', 2, true],
  ])('shows the same lines in the same order, %s', async (_name, most, isSlow) => {
    const { journal, sink, feeder, stored, ranges, errors, text } = start(most, isSlow);
    for (let at = 0; at < bodies.length; at += 50) {
      await Promise.all(bodies.slice(at, at + 50).map((body, n) => add(journal, body, `run-${at + n}`)));
      // Records of another kind stand in between, and are not shown.
      journal.note({ type: 'answer', id: `run-${at}` });
    }
    expect(await feeder.drain(never)).toBe(0);
    await sink.close?.();
    expect(stored).toHaveLength(bodies.length);
    expect(text()).toBe(stored.map(render).join(''));
    expect(errors).toEqual([]);
    expect(ranges.length).toBeGreaterThan(most === 0 ? -1 : 0);
    await journal.close();
  });

  it('tells how many are left when time is up', async () => {
    const { journal, sink, feeder, text } = start(Number.POSITIVE_INFINITY, false);
    await Promise.all(bodies.map((body, n) => add(journal, body, `run-${n}`)));
    const left = await feeder.drain(AbortSignal.abort());
    await sink.close?.();
    expect(left + text().split('\n').length - 1).toBe(bodies.length);
    await journal.close();
  });

  it('goes on in the file that follows a broken one', async () => {
    let syncs = 0;
    const files = {
      ...nodeFiles,
      fdatasync: (fd: number, done: (error: Error | null) => void) => {
        syncs += 1;
        if (syncs === 3) setImmediate(() => done(new Error('EIO')));
        else nodeFiles.fdatasync(fd, done);
      },
    };
    const { journal } = openTestJournal({ files });
    const texts: string[] = [];
    const stdout: Output = {
      ...{ write: (text: string) => texts.push(text) > 0, drained: async () => {} },
      ...{ closed: false, isTTY: false, columns: undefined },
    };
    const { thread } = createTestThread(Number.POSITIVE_INFINITY);
    const sink = createJsonSink({ stdout, render, startThread: () => thread });
    const feeder = createFeeder({ sink, store: journal, onError: () => {}, onSkip: () => {} });
    const stored: ReceivedWebhook[] = [];
    journal.onStored = (batch) => {
      stored.push(...batch.webhooks);
      feeder.push(batch);
    };
    for (let round = 0; round < 6; round++) {
      await Promise.all(Array.from({ length: 30 }, (_, n) => add(journal, `${round} ${n}`, `run-${round}-${n}`)));
    }
    expect(await feeder.drain(never)).toBe(0);
    await sink.close?.();
    expect(stored).toHaveLength(5 * 30);
    expect(texts.join('')).toBe(stored.map(render).join(''));
    await journal.close();
  });
});

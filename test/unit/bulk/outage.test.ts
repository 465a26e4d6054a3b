import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Behaviour, faults, startFaultServer } from '../../support/fault-server.js';
import { runInside } from '../../support/run-cli.js';
import { createTempFolder } from '../../support/temp-folder.js';

const rows = 1000;
const batches = 100;

async function sendDuring(behaviour: Behaviour, flags: readonly string[] = []) {
  const folder = createTempFolder();
  const lines = Array.from({ length: rows }, (_, row) => `${1_000_001 + row}\n`);
  writeFileSync(`${folder}/people.csv`, `to\n${lines.join('')}`);
  const server = await startFaultServer(behaviour);
  const pace = ['--rate', 'max', '--batch', String(rows / batches)];
  const argv = ['send', '--recipients', `${folder}/people.csv`, 'Hi', '--yes', '--ledger', `${folder}/run.jsonl`];
  const { code, stdout, stderr } = await runInside(
    [...argv, '--endpoint', server.url, '--from', '1', '--json', ...pace, ...flags],
    { env: { CMTG_PRODUCT_TOKEN: 'secret-product-token' } },
  );
  await server.close();
  const summary = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as {
    readonly requests: number;
    readonly totals: Readonly<Record<'accepted' | 'rejected' | 'unknown' | 'notSent', number>>;
  };
  return { code, stderr, requests: server.requests.length, told: summary.requests, totals: summary.totals };
}

describe('a gateway that is down for the whole run', () => {
  const always: readonly (readonly [string, Behaviour, number])[] = [
    ['500', faults.status(500, 'broken'), 6],
    ['503', faults.status(503, 'closed'), 6],
    ['503 with Retry-After', faults.status(503, 'closed', { 'retry-after': '1' }), 6],
    ['524', faults.status(524, '<html>'), 6],
    ['429', faults.status(429), 7],
    ['429 with Retry-After: 0', faults.status(429, '', { 'retry-after': '0' }), 7],
    ['a reset after the request', faults.resetAfterBody(), 6],
    ['half an answer', faults.half200(), 6],
    ['no answer', faults.neverAnswer(), 6],
  ];

  it.each(always)('%s: at most 1.05 requests a batch, and an end', async (_, behaviour, expected) => {
    for (const policy of ['skip', 'resend']) {
      const { code, requests, told, totals } = await sendDuring(behaviour, [
        ...['--on-unknown', policy, '--timeout', '100ms'],
      ]);
      expect(code).toBe(expected);
      expect(requests).toBe(told);
      expect(requests).toBeGreaterThan(0);
      expect(requests).toBeLessThanOrEqual(1.05 * batches);
      expect(totals).toMatchObject({ accepted: 0, rejected: 0 });
      expect(totals.unknown + totals.notSent).toBe(rows);
    }
  });
});

describe('an account that CM refuses', () => {
  const balance = faults.status(400, '{"details":"Balance too low","errorCode":102,"messages":[]}');
  it.each([
    ['wrong token', faults.wrongToken()],
    ['low balance', balance],
    ['403', faults.status(403)],
  ])('%s: no more than the requests in flight', async (_, behaviour) => {
    for (const concurrency of [1, 2, 5]) {
      const { code, requests, totals, stderr } = await sendDuring(behaviour, ['--concurrency', String(concurrency)]);
      expect(code).toBe(4);
      expect(requests).toBeGreaterThan(0);
      expect(requests).toBeLessThanOrEqual(concurrency);
      expect(totals).toEqual({ ...totals, accepted: 0, rejected: 0, unknown: 0, notSent: rows });
      expect(stderr).not.toContain('secret-product-token');
    }
  });
});

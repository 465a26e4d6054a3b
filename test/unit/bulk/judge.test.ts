import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { findProblems, type Told } from '../../support/bulk/campaign.js';
import type { GatewayLogLine } from '../../support/bulk/fault-gateway.js';
import { firstChat, judge } from '../../support/bulk/judge.js';

// Whoever judges the long runs must be able to say no.

const records = (...list: readonly object[]): string =>
  list
    .map((record, seq) => {
      const json = JSON.stringify({ seq, ...record });
      return `${json.slice(0, -1)},"crc":"${crc32(json).toString(16).padStart(8, '0')}"}\n`;
    })
    .join('');
const run = { type: 'run' };
const chat = (row: number): string => String(firstChat + row);
const intent = (batch: number, rows: readonly number[], again?: true) => ({
  ...{ type: 'intent', batch, ...(again ? { again } : {}) },
  rows: rows.map((row) => [row, row + 2, chat(row)]),
});
const outcome = (batch: number, states: string) => ({ type: 'outcome', batch, states });
const took = (...rows: readonly number[]): GatewayLogLine => ({
  ...{ fault: 'none', rejected: [], messages: rows.length },
  accepted: rows.map((row) => `${chat(row)} reference-${row}`),
});

describe('the judge of bulk runs', () => {
  it('adds up a sound run', () => {
    const ledger = records(run, intent(0, [0, 1, 2]), outcome(0, 'aun'), intent(1, [2]), outcome(1, 'a'));
    expect(judge(ledger, 4, [took(0, 1), took(2)])).toMatchObject({
      ...{ accepted: 2, rejected: 0, unknown: 1, notSent: 1, lost: 0, undeclared: 0, twice: 0, renamed: 0, widest: 0 },
      unknownChats: [chat(1)],
    });
  });

  it.each([
    ['accepted in the ledger only', [intent(0, [0]), outcome(0, 'a')], [], { lost: 1 }],
    ['rejected in the ledger only', [intent(0, [0]), outcome(0, 'r')], [took(0)], { lost: 1 }],
    ['taken over without an intent', [], [took(0)], { lost: 1 }],
    ['taken over although certainly not sent', [intent(0, [0]), outcome(0, 'n')], [took(0)], { lost: 1 }],
    ['not in the file', [intent(0, [0]), outcome(0, 'a')], [took(0), took(7)], { lost: 1 }],
    ['twice unsaid', [intent(0, [0]), outcome(0, 'a')], [took(0), took(0)], { undeclared: 1, twice: 1 }],
    [
      'twice, said',
      [intent(0, [0]), run, intent(1, [0], true), outcome(1, 'a')],
      [took(0), took(0)],
      { undeclared: 0, declared: 1, twice: 1, widest: 1 },
    ],
    [
      'a repetition that was certainly not sent leaves it unknown',
      [intent(0, [0]), outcome(0, 'u'), intent(1, [0], true), outcome(1, 'n')],
      [took(0)],
      { unknown: 1, lost: 0, undeclared: 0 },
    ],
    [
      'two references for one chat',
      [intent(0, [0]), outcome(0, 'u'), intent(1, [0], true), outcome(1, 'a')],
      [took(0), { ...took(), accepted: [`${chat(0)} another`] }],
      { renamed: 1, undeclared: 0 },
    ],
    ['left open by a kill', [intent(0, [0]), intent(1, [1]), run], [], { widest: 2, unknown: 2 }],
  ] as const)('%s', (_, lines, log, expected) => {
    expect(judge(records(run, ...lines), 2, log)).toMatchObject(expected);
  });

  it('passes over the record that a crash cut, and no other', () => {
    const ledger = records(run, intent(0, [0]), outcome(0, 'a'));
    expect(judge(ledger.slice(0, -5), 1, [took(0)])).toMatchObject({ unknown: 1, accepted: 0 });
    expect(() => judge(ledger.replace('"intent"', '"intend"'), 1, [])).toThrow('damaged');
  });

  it('holds what the command line tells against what it found', () => {
    const found = judge(records(run, intent(0, [0]), outcome(0, 'a')), 1, [took(0)]);
    const told: Told = { rows: 1, accepted: 1, rejected: 0, unknown: 0, notSent: 0, unknownChats: [] };
    expect(findProblems(found, told, 0)).toEqual([]);
    expect(findProblems(found, { ...told, accepted: 0, unknown: 1 }, 0)).toHaveLength(1);
    const doubtful = judge(records(run, intent(0, [0])), 1, []);
    expect(findProblems(doubtful, { ...told, accepted: 0, unknown: 1, unknownChats: [chat(0)] }, 0)).toEqual([
      '1 unknown, more than 0',
    ]);
  });
});

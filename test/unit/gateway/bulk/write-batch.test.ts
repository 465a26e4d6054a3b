import { describe, expect, it } from 'vitest';
import { createReference, type Task } from '../../../../src/gateway/bulk/row.js';
import { writeBatch } from '../../../../src/gateway/bulk/write-batch.js';

const part = (text: string) => ({
  weight: 1,
  toJson: (to: string, reference: string) => JSON.stringify([to, reference, text]),
});

describe('the request of some tasks', () => {
  it('announces, posts and expects the same messages in the same order', () => {
    const tasks: Task[] = [
      { row: { index: 0, line: 2, to: '1', parts: [part('a')] }, part: 0, again: 0 },
      { row: { index: 7, line: 9, to: '2', reference: 'own', parts: [part('b'), part('c')] }, part: 1, again: 0 },
    ];
    const { rows, messages, body } = writeBatch(tasks, 'campaign');
    const reference = createReference('campaign', 2, '1', 0);
    expect(rows).toEqual([
      [0, 2, '1'],
      [7, 9, '2', 2, 2],
    ]);
    expect(messages).toEqual([
      { to: '1', reference },
      { to: '2', reference: 'own', part: { index: 2, of: 2 } },
    ]);
    expect(JSON.parse(body)).toEqual({
      messages: {
        msg: [
          ['1', reference, 'a'],
          ['2', 'own', 'c'],
        ],
      },
    });
    expect(reference).toMatch(/^[0-9a-f]{32}$/);
  });
});

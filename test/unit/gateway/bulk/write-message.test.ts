import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildTextMessage } from '../../../../src/core/payload/build-message.js';
import { createRowPlanner } from '../../../../src/gateway/bulk/plan-rows.js';
import { prepareWriter } from '../../../../src/gateway/bulk/write-message.js';
import { createColumns } from '../../../../src/input/recipients/row.js';

const word = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('123456789', 'a"b\\', '\u2028', 'cmtg-hole-text'));

describe('the writer of messages that are alike', () => {
  it.each([false, true])('writes what JSON.stringify would, rich: %s', (rich) => {
    const build = (to: string, reference: string, text: string) =>
      buildTextMessage({ from: '1234567890', to, reference, text, rich, grouping: ['a"b'], validity: '2h' });
    const write = prepareWriter(build);
    fc.assert(
      fc.property(word, word, word, (to, reference, text) => {
        expect(write(to, reference, text)).toBe(JSON.stringify(build(to, reference, text)));
      }),
    );
  });

  it('writes of a row what was checked of it', () => {
    const columns = createColumns(['to', 'name', 'ref']);
    const plan = { content: { text: 'Hi {{name}}' }, from: '1', columns: { to: 'to', reference: 'ref' } };
    const planner = createRowPlanner(plan, columns);
    for (const [name, ref] of [
      ['Ann "A"', 'r1'],
      ['Zoë', undefined],
    ] as const) {
      const row = { index: 0, line: 2, values: ['987654321', name, ref] };
      const [checked] = planner.messages(row);
      const planned = planner.plan(row);
      const sent = JSON.parse(planned.parts[0]?.toJson(planned.to, planned.reference ?? 'made') ?? '');
      expect(sent).toEqual({ ...checked, reference: ref ?? 'made' });
      expect(checked !== undefined && 'reference' in checked).toBe(ref !== undefined);
    }
  });
});

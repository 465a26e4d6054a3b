import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRowStates, mostParts, type RowState, rowState } from '../../../../src/gateway/ledger/row-states.js';

/** A change of a row; most leave it in the narrow form. */
const change = fc.record({
  row: fc.oneof(fc.nat({ max: 40 }), fc.nat({ max: 5000 })),
  state: fc.constantFrom<RowState>(...Object.values(rowState)),
  parts: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat({ max: mostParts })),
});
const simple = change.map(({ row, state }) => {
  const plain = state === rowState.refused ? rowState.none : state;
  return { row, state: plain, parts: plain === rowState.accepted ? 1 : 0 };
});

describe('the states of rows', () => {
  it.each([0, 100, 6000])('are what was last said of each, whatever comes, from a size of %i', (size) => {
    fc.assert(
      fc.property(fc.array(simple, { maxLength: 60 }), fc.array(change, { maxLength: 60 }), (before, after) => {
        const states = createRowStates(size);
        const model = new Map<number, { state: RowState; parts: number }>();
        for (const { row, state, parts } of [...before, ...after]) {
          states.set(row, state, parts);
          model.set(row, { state, parts });
        }
        for (const row of [...Array(60).keys(), ...model.keys(), 7000]) {
          const { state, parts } = model.get(row) ?? { state: rowState.none, parts: 0 };
          expect([states.state(row), states.parts(row)], `row ${row}`).toEqual([state, parts]);
        }
        const count = (wanted: RowState) => [...model.values()].filter(({ state }) => state === wanted).length;
        expect(states.counts).toEqual({
          accepted: count(rowState.accepted),
          rejected: count(rowState.rejected),
          unknown: count(rowState.unknown),
          refused: count(rowState.refused),
        });
      }),
    );
  });
});

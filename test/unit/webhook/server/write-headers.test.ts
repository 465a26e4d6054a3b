import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createHeaderWriter } from '../../../../src/webhook/server/write-headers.js';

it('writes headers in pairs, whatever came before', () => {
  const header = fc.tuple(fc.constantFrom('Host', 'X-A', 'x-a', ''), fc.constantFrom('', 'a', 'b', '"\\ü'));
  fc.assert(
    fc.property(fc.array(fc.array(header, { maxLength: 4 }), { maxLength: 8 }), (requests) => {
      const write = createHeaderWriter();
      for (const pairs of requests) expect(JSON.parse(write(pairs.flat()))).toEqual(pairs);
    }),
  );
});

import { expect, it } from 'vitest';
import { compareWithSandbox } from '../support/compare-with-sandbox.js';

it('flags as an error whatever the sandbox refuses', async () => {
  const seed = Number(process.env['CMTG_TEST_SEED'] ?? 20270101);
  const { cases, refused, codes, disagreements } = await compareWithSandbox(seed, 3000);
  expect(disagreements, `seed ${seed}`).toEqual([]);
  expect(refused / cases).toBeGreaterThan(0.3);
  for (const code of [202, 203, 301, 302, 303, 304, 305, 307])
    expect(codes.get(code) ?? 0, `code ${code}`).toBeGreaterThan(20);
});

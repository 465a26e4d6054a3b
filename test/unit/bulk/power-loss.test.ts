import { expect, it } from 'vitest';
import { losePower } from '../../support/bulk/power-loss.js';

// Ten thousand seeds are `npm run torture:bulk`; a seed that fails is repeated with `losePower(seed)`.
it('a disk that forgets what was not synced loses nobody, whatever the moment', async () => {
  let losses = 0;
  for (let seed = 1; seed <= 300; seed++) {
    const result = await losePower(seed);
    expect({ seed, problems: result.problems }).toEqual({ seed, problems: [] });
    losses += result.losses;
  }
  expect(losses).toBeGreaterThan(300);
});

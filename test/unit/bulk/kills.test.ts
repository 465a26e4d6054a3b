import { beforeAll, describe, expect, it } from 'vitest';
import { buildPrograms } from '../../support/bulk/build-programs.js';
import { killCampaign } from '../../support/bulk/kill-campaign.js';
import { createTempFolder } from '../../support/temp-folder.js';

let programs: Awaited<ReturnType<typeof buildPrograms>>;

beforeAll(async () => {
  programs = await buildPrograms(createTempFolder());
});

describe('a run that is killed again and again against a failing gateway', () => {
  // The long run (100 000 rows, 100 kills) is `npm run torture:bulk`.
  it.each(['skip', 'resend'] as const)(
    'loses nobody and sends nobody twice unsaid: %s',
    { timeout: 180_000 },
    async (policy) => {
      const { problems, judgement, kills } = await killCampaign({
        folder: createTempFolder(),
        programs,
        rows: 10_000,
        kills: 20,
        policy,
        seed: 7,
        batch: 20,
        faults: 0.1,
        latencyMs: 3,
        lifeMs: 150,
      });
      const { rows, accepted, rejected, unknown, notSent, declared } = judgement;
      expect(problems).toEqual([]);
      expect(accepted + rejected + unknown + notSent).toBe(rows);
      expect(kills).toBe(20);
      // Enough kills met a request that was under way.
      expect(judgement.cut).toBeGreaterThan(5);
      if (policy === 'skip') expect({ declared, twice: judgement.twice }).toEqual({ declared: 0, twice: 0 });
      else expect(declared).toBeGreaterThan(0);
    },
  );
});

import fc from 'fast-check';
import { afterAll } from 'vitest';
import { removeTempFolders } from './temp-folder.js';

// Tests must not see the configuration of the person who runs them.
for (const name of Object.keys(process.env)) {
  if (/^(CMTG_(?!TEST_)|XDG_|NO_COLOR|FORCE_COLOR|https?_proxy|no_proxy|all_proxy)/i.test(name))
    delete process.env[name];
}

// The same cases in every run, so that a change is judged by what it changes. CMTG_TEST_SEED=random looks further; a
// counterexample prints its seed.
const seed = process.env['CMTG_TEST_SEED'] ?? '20270101';
if (seed !== 'random') fc.configureGlobal({ seed: Number(seed) });

afterAll(removeTempFolders);

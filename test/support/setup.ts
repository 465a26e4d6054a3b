import { afterAll } from 'vitest';
import { removeTempFolders } from './temp-folder.js';

// Tests must not see the configuration of the person who runs them.
for (const name of Object.keys(process.env)) {
  if (/^(CMTG_|XDG_|NO_COLOR|FORCE_COLOR|https?_proxy|no_proxy|all_proxy)/i.test(name)) delete process.env[name];
}

afterAll(removeTempFolders);

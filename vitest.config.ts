import { defineConfig } from 'vitest/config';

// CI adds up the counts of several runs; a person sees the usual summary only.
const results = process.env['CMTG_TEST_RESULTS'];

export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/setup.ts'],
    include: ['test/**/*.test.ts'],
    exclude: ['test/torture/**'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Modules keep no state, so files share them: loading them anew for each takes a sixth of the time.
    isolate: false,
    maxWorkers: 2,
    reporters: results === undefined ? ['default'] : ['default', 'json'],
    ...(results === undefined ? {} : { outputFile: { json: `${results}/${process.pid}.json` } }),
  },
});

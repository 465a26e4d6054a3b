import { defineConfig } from 'vitest/config';

/** `npm run torture`: what takes minutes. One file at a time, because each measures the machine. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/setup.ts'],
    include: ['test/torture/**/*.test.ts'],
    testTimeout: 1_800_000,
    hookTimeout: 60_000,
    fileParallelism: false,
    pool: 'forks',
  },
});

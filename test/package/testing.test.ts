import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { root } from '../support/run-cli.js';

it('cmtelegram/testing runs in node:test as it is installed, and lets the process end', () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--test', '--test-reporter=spec', `${root}test/package/node-test/testing.mjs`],
    { encoding: 'utf8', timeout: 30_000, env: { PATH: process.env['PATH'] } },
  );
  expect(`${stdout}${stderr}`).toContain('the bot shouts');
  expect({ status, failed: /fail (\d+)/.exec(stdout)?.[1] }).toEqual({ status: 0, failed: '0' });
});

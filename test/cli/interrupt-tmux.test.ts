import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Behaviour, faults, startFaultServer } from '../support/fault-server.js';
import { bin } from '../support/run-cli.js';
import { createTerminals, hasTmux } from '../support/terminals.js';

const terminals = createTerminals();
const { cmtg, home } = terminals;
const rows = join(home, 'rows.csv');
writeFileSync(rows, `to\n${Array.from({ length: 60 }, (_, n) => 1000 + n).join('\n')}\n`);

afterAll(terminals.close);

async function start(behaviour: Behaviour) {
  const gateway = await startFaultServer(behaviour);
  onTestFinished(gateway.close);
  const env = {
    CMTG_ENDPOINT: gateway.url,
    CMTG_PRODUCT_TOKEN: '11111111-2222-3333-4444-555555555555',
    CMTG_FROM: '1',
  };
  return { gateway, env };
}

/** A spinner turns on a terminal only: what it does to signals shows nowhere else. */
describe.skipIf(!hasTmux)('Ctrl-C while a spinner turns (skipped without tmux)', () => {
  it('says that the outcome is unknown, with the reference, and exits with 130', async () => {
    const { gateway, env } = await start(faults.neverAnswer());
    const terminal = terminals.open('send', env);
    terminal.type(`${cmtg} send --to 5 hello; echo ended $?`);
    await terminal.see(/Sending 1 message …/);
    terminal.press('C-c');
    const seen = await terminal.see(/ended \d+/);
    expect(seen).toMatch(/ended 130/);
    expect(seen).toMatch(/unknown/);
    expect(seen).toContain(/"reference":"([0-9a-f]{32})"/i.exec(gateway.requests[0]?.body ?? '')?.[1]);
    expect(terminal.ask('#{cursor_flag}').trim()).toBe('1');
  });

  it('ends a bulk run in order, with the command that goes on', async () => {
    const { env } = await start(({ respond }) => void setTimeout(() => respond(500), 1500));
    const terminal = terminals.open('bulk', env);
    terminal.type(`${cmtg} send --recipients ${rows} hello --yes --batch 5; echo ended $?`);
    await terminal.see(/Sending|█|░|\d+ %/);
    terminal.press('C-c');
    const seen = await terminal.see(/ended \d+/);
    expect(seen).toMatch(/ended 130/);
    expect(seen).toMatch(/cmtg bulk resume /);
  });

  it('ends at once when pressed twice, and gives the cursor back', async () => {
    const { env } = await start(faults.neverAnswer());
    const terminal = terminals.open('twice', env);
    terminal.type(`${cmtg} send --recipients ${rows} hello --yes --timeout 10m`);
    await terminal.see(/Sending|█|░|\d+ %/);
    terminal.press('C-c');
    terminal.press('C-c');
    // The shell gives up the line with a command that the signal ended, and tells 130.
    await terminal.see(/^[$#] $/m);
    terminal.type('echo ended $?');
    expect(await terminal.see(/ended \d+/)).toMatch(/ended 130/);
    expect(terminal.ask('#{cursor_flag}').trim()).toBe('1');
  });
});

const hasScript = spawnSync('script', ['--version']).status === 0;

describe.skipIf(!hasScript)('a terminal without a size (skipped without script)', () => {
  it('gets the result and no spinner that turns for ever', async () => {
    const { env } = await start((exchange) => void setTimeout(() => faults.acceptAll()(exchange), 1000));
    const child = spawn('script', ['-qec', `${process.execPath} ${bin} send --to 5 hello`, '/dev/null'], {
      env: { PATH: process.env['PATH'] ?? '', HOME: home, TERM: 'xterm', ...env },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
    expect(output).toContain('Accepted');
    expect(output.length).toBeLessThan(2000);
  });
});

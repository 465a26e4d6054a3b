import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bin } from '../support/run-cli.js';

/** The first port that anybody may listen on, as this system has it; 0 where there is no such border. */
function readBorder(): number {
  try {
    return Number(readFileSync('/proc/sys/net/ipv4/ip_unprivileged_port_start', 'utf8'));
  } catch {
    return 0;
  }
}

const border = readBorder();
/** Port 80 where it is on the far side. */
const port = Math.min(80, border - 1);
const isRoot = process.getuid?.() === 0;
/** Nobody, without any capability. */
const asNobody = ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups', '--bounding-set=-all'];

/** Runs cmtg as somebody who is not root. */
function run(...argv: string[]) {
  const [program = '', ...rest] = [...(isRoot ? asNobody : []), process.execPath, bin, ...argv];
  const env = { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent' };
  return spawnSync(program, rest, { env, cwd: '/', encoding: 'utf8', timeout: 20_000, killSignal: 'SIGKILL' });
}

const reason =
  border < 2
    ? 'skipped: here everybody may listen everywhere'
    : run('--version').status === 0
      ? ''
      : 'skipped: needs setpriv, and files that others may read';

describe.skipIf(reason !== '')(`a port that needs privileges ${reason}`.trim(), () => {
  it.each([
    ['listen', ['--no-journal', '--port', String(port)]],
    ['listen', ['--no-journal', '--port', '0', '--inspector', '--inspector-port', String(port)]],
    ['sandbox', ['--port', String(port)]],
  ])('cmtg %s %j says what it needs, and what is free for all', (command, argv) => {
    const { status, stdout, stderr } = run(command, ...argv);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(`error: Port ${port} needs privileges that cmtg does not have.`);
    expect(stderr).toMatch(/hint: Ports from 1024 up are free for all: --(inspector-)?port 8080/);
  });

  it('says so in JSON, too, and doctor tells it before', () => {
    const { status, stdout } = run('listen', '--no-journal', '--json', '--port', String(port));
    expect({ status, error: JSON.parse(stdout).error }).toMatchObject({
      status: 2,
      error: { code: 'port-not-allowed' },
    });
    const looked = run(
      'doctor',
      '--json',
      '--timeout',
      '1s',
      '--port',
      String(port),
      '--endpoint',
      'http://127.0.0.1:9/',
    );
    const { lines } = JSON.parse(looked.stdout) as { lines: { id: string; status: string; message: string }[] };
    expect(lines.find(({ id }) => id === 'port')).toMatchObject({
      status: 'warn',
      message: expect.stringContaining(String(port)),
    });
  });
});

import { afterEach, describe, expect, test } from 'vitest';
import { plainCanary } from '../support/canary.js';
import { type Behaviour, type FaultServer, faults, startFaultServer } from '../support/fault-server.js';
import { runBinary } from '../support/run-cli.js';

let server: FaultServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

interface Document {
  readonly outcome: string;
  readonly messages: readonly { state: string; reason?: string; errorCode: number | null }[];
}

async function send(behaviour: Behaviour, to: string, ...flags: string[]) {
  server = await startFaultServer(behaviour);
  const argv = ['send', '--json', '--endpoint', server.url, '--from', '1', '--to', to, ...flags, 'x'];
  const { code, stdout, stderr } = await runBinary(argv, { env: { CMTG_PRODUCT_TOKEN: plainCanary } });
  const document = JSON.parse(stdout) as Document;
  return {
    code,
    stderr,
    outcome: document.outcome,
    states: document.messages.map(({ state, reason }) => (reason === undefined ? state : `${state}/${reason}`)),
    requests: server.requests.length,
  };
}

describe('a gateway that misbehaves', () => {
  test.each<[string, Behaviour, string[], number, string[], number]>([
    ['resets after the body', faults.resetAfterBody(), [], 6, ['unknown/no-answer'], 1],
    ['closes after the body', faults.closeAfterBody(), [], 6, ['unknown/no-answer'], 1],
    ['never answers', faults.neverAnswer(), ['--timeout', '300ms'], 6, ['unknown/no-answer'], 1],
    ['sends half a 200', faults.half200(), [], 6, ['unknown/half-answer'], 1],
    ['sends half a JSON', faults.halfJson(), [], 6, ['unknown/unreadable-answer'], 1],
    ['sends garbage', faults.garbage(), [], 6, ['unknown/unreadable-answer'], 1],
    ['sends an endless 200', faults.endless(), [], 6, ['unknown/half-answer'], 1],
    ['speaks no HTTP', faults.notHttp(), [], 6, ['unknown/unreadable-answer'], 1],
    ['answers 500', faults.status(500), [], 6, ['unknown/server-error'], 1],
    ['answers 503 as Cloudflare', faults.cloudflare(503), [], 6, ['unknown/server-error'], 1],
    ['answers 403 as Cloudflare', faults.cloudflare(403), [], 4, ['not-sent/account'], 1],
    ['answers 200 as Cloudflare', faults.cloudflare(200), [], 6, ['unknown/unreadable-answer'], 1],
    ['answers 401', faults.status(401), [], 4, ['not-sent/account'], 1],
    ['answers 400 with 101', faults.wrongToken(), [], 4, ['not-sent/account'], 1],
    ['answers 404', faults.status(404), [], 3, ['not-sent/request-refused'], 1],
    ['redirects', faults.redirect('http://127.0.0.1:9/'), [], 3, ['not-sent/request-refused'], 1],
    ['finds one message too large', faults.status(413), [], 3, ['not-sent/too-large'], 1],
    [
      'answers 429 and waits too long',
      faults.status(429, '', { 'retry-after': '3600' }),
      [],
      7,
      ['not-sent/rate-limited'],
      1,
    ],
    [
      'resends unknown ones when asked to',
      faults.inTurn(faults.resetAfterBody(), faults.acceptAll()),
      ['--on-unknown', 'resend'],
      0,
      ['accepted'],
      2,
    ],
  ])('%s', async (_name, behaviour, flags, code, states, requests) => {
    const result = await send(behaviour, '2', ...flags);
    expect(result).toMatchObject({ code, states, requests });
  });

  test('429 with Retry-After: 2 is waited for', async () => {
    const result = await send(faults.rateLimited(1, '2'), '2');
    expect(result).toMatchObject({ code: 0, states: ['accepted'], requests: 2 });
    const [first, second] = server?.requests ?? [];
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1990);
  });

  test('200 with 201 is mixed: each recipient has its own state', async () => {
    const result = await send(faults.mixed(['3']), '2,3,4');
    expect(result).toMatchObject({
      code: 3,
      outcome: 'partial',
      states: ['accepted', 'rejected', 'accepted'],
      requests: 1,
    });
  });

  test('a recipient that the answer forgets is unknown', async () => {
    const result = await send(faults.forgetful(), '2,3');
    expect(result).toMatchObject({ code: 6, states: ['accepted', 'unknown/missing-in-answer'], requests: 1 });
  });

  test('413 halves the batch', async () => {
    const result = await send(faults.tooLargeAbove(1), '2,3,4');
    expect(result).toMatchObject({ code: 0, states: ['accepted', 'accepted', 'accepted'] });
  });

  test('a refused connection is tried again, and nothing was sent', async () => {
    const argv = [
      'send',
      '--json',
      '--endpoint',
      'http://127.0.0.1:9/',
      '--from',
      '1',
      '--to',
      '2',
      '--retries',
      '1',
      'x',
    ];
    const { code, stdout, stderr } = await runBinary([...argv, '--debug'], {
      env: { CMTG_PRODUCT_TOKEN: plainCanary },
    });
    expect(code).toBe(5);
    expect(JSON.parse(stdout).messages[0]).toMatchObject({ state: 'not-sent', reason: 'unreachable' });
    expect(stderr.match(/POST http/g)).toHaveLength(2);
  });

  test('a chat that fails stops alone: its later parts are held back', async () => {
    server = await startFaultServer(faults.inTurn(faults.mixed(['3']), faults.acceptAll()));
    const argv = ['send', '--endpoint', server.url, '--from', '1', '--to', '2,3', '--split', '-'];
    const { code, stdout } = await runBinary(argv, {
      env: { CMTG_PRODUCT_TOKEN: plainCanary },
      stdin: 'word '.repeat(1000),
    });
    expect(code).toBe(3);
    expect(server.requests).toHaveLength(2);
    expect(JSON.parse(server.requests[1]?.body ?? '').messages.msg).toHaveLength(1);
    expect(
      stdout.split('\n').map((line) =>
        line
          .split(/\s{2,}/)
          .slice(0, 3)
          .join(' '),
      ),
    ).toEqual(['✓ accepted 2 part 1/2', '✗ rejected 3 part 1/2', '✓ accepted 2 part 2/2', '– not-sent 3 part 2/2', '']);
  });

  test('an unknown outcome names the reference and what to do', async () => {
    server = await startFaultServer(faults.resetAfterBody());
    const argv = ['send', '--endpoint', server.url, '--from', '1', '--to', '2', '--reference', 'parcel42', 'x'];
    const { stdout, stderr } = await runBinary(argv, { env: { CMTG_PRODUCT_TOKEN: plainCanary } });
    expect(stdout).toContain('parcel42');
    expect(stderr).toMatch(/next: .*parcel42.*--on-unknown resend/);
  });
});

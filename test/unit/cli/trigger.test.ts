import { describe, expect, it, onTestFinished } from 'vitest';
import { triggerKinds } from '../../../src/core/inbound/synthetic/trigger-kinds.js';
import { createRecordingServer } from '../../support/recording-server.js';
import { runBinary, runInside } from '../../support/run-cli.js';

const app = async (answer?: Parameters<typeof createRecordingServer>[0]) => {
  const server = await createRecordingServer(answer);
  onTestFinished(() => server.close());
  return server;
};

describe('cmtg trigger', () => {
  it('posts JSON as CM does, and says what is assumed', async () => {
    const server = await app();
    const result = await runInside(['trigger', 'text', 'photo', '--from', '5', '--text', 'Hi', '--to', server.url]);
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(result.stdout).toMatch(/^text {2}HTTP 200 .*\nphoto \(assumed shape\) {2}HTTP 200 .*\n$/);
    const bodies = server.requests.map(({ body }) => JSON.parse(body.toString()));
    expect(bodies).toMatchObject([
      { from: { number: '5' }, message: { text: 'Hi' } },
      { message: { media: { contentType: 'image/jpeg' } } },
    ]);
    expect(server.requests[0]?.headers['content-type']).toBe('application/json; charset=utf-8');
  });

  it('repeats, sets values, and is the same for the same seed', async () => {
    const server = await app();
    const run = () =>
      runInside([
        'trigger',
        'text',
        '--count',
        '3',
        '--seed',
        '9',
        '--set',
        '/to/number=77',
        '--to',
        server.url,
        '--json',
      ]);
    const result = await run();
    expect(JSON.parse(result.stdout)).toMatchObject({
      command: 'trigger',
      totals: { posted: 3, ok: 3, refused: 0, unreachable: 0 },
    });
    await run();
    const bodies = server.requests.map(({ body }) => body.toString());
    expect(bodies.slice(0, 3)).toEqual(bodies.slice(3));
    expect(new Set(bodies).size).toBe(3);
    expect(JSON.parse(bodies[0] ?? '').to).toEqual({ number: '77' });
  });

  it('keeps to a rate', async () => {
    const server = await app();
    let now = 0;
    const waits: number[] = [];
    const clock = {
      now: () => now,
      sleep: async (ms: number) => {
        waits.push(ms);
        now += ms;
      },
    };
    await runInside(['trigger', 'text', '--count', '4', '--rate', '10/s', '--to', server.url], { clock });
    expect(waits).toEqual([100, 100, 100]);
  });

  it('exits 1 when CM would repeat a webhook, and 5 when nobody is there', async () => {
    const server = await app((_, response) => void response.writeHead(204).end());
    const refused = await runInside(['trigger', 'text', '--to', server.url]);
    expect(refused).toMatchObject({ code: 1, stdout: expect.stringMatching(/HTTP 204 .*nothing but 200/) });
    const gone = await runInside(['trigger', 'text', '--count', '100', '--to', 'http://127.0.0.1:1/', '--json']);
    expect(gone.code).toBe(5);
    expect(JSON.parse(gone.stdout).totals).toEqual({ posted: 1, ok: 0, refused: 0, unreachable: 1 });
  });

  it('marks what is assumed in a dry run, too, on stderr and once', async () => {
    const { stdout, stderr } = await runInside(['trigger', 'text', 'photo', '--count', '2', '--dry-run']);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((body) => JSON.parse(body)),
    ).toHaveLength(4);
    expect(stderr).toMatch(/^photo \(assumed shape\) {2}media object of CM’s inbound page.*\n$/);
  });

  it('lists every kind with what it rests on', async () => {
    const { stdout } = await runInside(['trigger', '--list']);
    for (const kind of triggerKinds) expect(stdout).toMatch(new RegExp(`^${kind} +(assumed|documented) `, 'm'));
    expect(JSON.parse((await runInside(['trigger', '--list', '--json'])).stdout).kinds).toHaveLength(
      triggerKinds.length,
    );
  });

  it('writes bodies that are harmless on a terminal and mean the same', async () => {
    const { stdout } = await runInside(['trigger', 'odd-unicode', '--dry-run']);
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    const texts = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).message.text);
    expect(texts).toContain('before\u0000after');
  });

  it.each([
    [['trigger'], /Nothing to make up/],
    [['trigger', 'txt', '--to', 'http://a/'], /no kind “txt”[\s\S]*Did you mean “text”/],
    [['trigger', 'text'], /No address/],
    [['trigger', 'text', '--to', 'localhost'], /http or https/],
    [['trigger', 'text', '--code', '3', '--dry-run'], /--code does nothing for text: it belongs to status/],
    [['trigger', 'text', '--payload', 'x', '--dry-run'], /--payload does nothing for text: it belongs to button/],
    [['trigger', 'start', '--text', 'a', '--payload', 'x', '--dry-run'], /--payload does nothing for start/],
    [['trigger', 'status', '--text', 'foo', '--dry-run'], /--text does nothing for status: it belongs to messages/],
    [['trigger', 'text', '--rate', '5', '--to', 'http://a/'], /--rate takes/],
    [['trigger', 'text', '--set', 'from=1', '--to', 'http://a/'], /--set takes/],
  ])('refuses %j', async (argv, message) => {
    expect(await runInside(argv)).toMatchObject({ code: 2, stderr: expect.stringMatching(message) });
  });

  it('takes a flag that one of several kinds takes', async () => {
    const argv = ['trigger', 'text', 'status', '--text', 'Hi', '--code', '3', '--from', '5', '--dry-run'];
    expect((await runInside(argv)).code).toBe(0);
  });

  it('is coloured in the built binary, too', async () => {
    const result = await runBinary(['trigger', '--list'], { env: { FORCE_COLOR: '1' } });
    expect(result).toMatchObject({ code: 0, stdout: expect.stringContaining('\u001b[1m') });
  });
});

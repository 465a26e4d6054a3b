import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import { afterEach, describe, expect, it } from 'vitest';
import { plainCanary } from '../../support/canary.js';
import { type FaultServer, faults, startFaultServer } from '../../support/fault-server.js';
import { root, runInside } from '../../support/run-cli.js';
import { createTempFolder } from '../../support/temp-folder.js';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function startGateway(): Promise<FaultServer> {
  const gateway = await startFaultServer(faults.status(405, '', { date: 'Fri, 01 Jan 2027 00:00:00 GMT' }));
  open.push(gateway);
  return gateway;
}

function listenOn(port: number, answer: (server: Server) => void = () => {}): Promise<number> {
  const server = createServer((_request, response) => void response.writeHead(404).end());
  answer(server);
  open.push(server);
  return new Promise((resolve) =>
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  );
}

/** A port that was free a moment ago. */
async function freePort(): Promise<string> {
  const port = await listenOn(0);
  await new Promise((resolve) => (open.pop() as Server).close(resolve));
  return String(port);
}

const env = { CMTG_PRODUCT_TOKEN: plainCanary, CMTG_FROM: '1234567890' };
const validate = new Ajv2020.default().compile(JSON.parse(readFileSync(`${root}schema/doctor.schema.json`, 'utf8')));

describe('doctor', () => {
  it('sends one HEAD request, no token and no body', async () => {
    const gateway = await startGateway();
    const result = await runInside(['doctor', '--json', '--port', await freePort()], {
      env: { ...env, CMTG_ENDPOINT: gateway.url },
    });
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(validate(JSON.parse(result.stdout)), JSON.stringify(validate.errors)).toBe(true);
    expect(JSON.parse(result.stdout).totals).toMatchObject({ warn: 0, fail: 0 });
    expect(gateway.requests.map(({ method, body }) => [method, body])).toEqual([['HEAD', '']]);
    expect(gateway.requests[0]?.raw.toString()).not.toContain(plainCanary);
  });

  it('ends with 1 and a cure when the gateway is not there', async () => {
    const port = await freePort();
    const result = await runInside(['doctor', '--endpoint', `http://127.0.0.1:${port}/`, '--port', port], { env });
    expect(result.code).toBe(1);
    expect(result.stdout).toMatch(/fail .*refused the connection/);
    expect(result.stdout).toContain('→');
    const quiet = await runInside(['doctor', '-q', '--endpoint', `http://127.0.0.1:${port}/`], { env });
    expect(quiet.stdout).not.toMatch(/^ok/m);
    expect(quiet.stderr).toBe('');
  });

  it('finds loose modes of files and a token file that others may read', async () => {
    const gateway = await startGateway();
    const xdg = createTempFolder();
    mkdirSync(join(xdg, 'cmtelegram'));
    const file = join(xdg, 'cmtelegram', 'config.json');
    writeFileSync(join(xdg, 'cmtelegram', 'token'), plainCanary, { mode: 0o644 });
    writeFileSync(file, '{ "productTokenFile": "token" }');
    chmodSync(file, 0o666);
    const { code, stdout } = await runInside(['doctor', '--json'], {
      env: { XDG_CONFIG_HOME: xdg, CMTG_ENDPOINT: gateway.url },
    });
    expect(code).toBe(1);
    const { lines } = JSON.parse(stdout);
    expect(lines).toContainEqual(expect.objectContaining({ id: 'modes', status: 'warn' }));
    expect(lines).toContainEqual(
      expect.objectContaining({ id: 'token', status: 'fail', cure: expect.stringContaining('chmod 600') }),
    );
  });

  it('calls the webhook and sees whether it arrives here', async () => {
    const gateway = await startGateway();
    const port = await freePort();
    const run = (url: string) =>
      runInside(['doctor', '--json', '--port', port, '--url', url], { env: { ...env, CMTG_ENDPOINT: gateway.url } });
    const webhookOf = ({ stdout }: { stdout: string }) =>
      JSON.parse(stdout)
        .lines.filter(({ id }: { id: string }) => id === 'webhook')
        .at(-1);
    expect(webhookOf(await run(`http://127.0.0.1:${port}/hook`))).toMatchObject({ status: 'ok' });
    const elsewhere = await listenOn(0);
    expect(webhookOf(await run(`http://127.0.0.1:${elsewhere}/hook`))).toMatchObject({
      status: 'fail',
      message: expect.stringContaining('HTTP 404'),
    });
    await listenOn(Number(port));
    expect(webhookOf(await run(`http://127.0.0.1:${port}/hook`))).toMatchObject({
      status: 'fail',
      message: expect.stringContaining('taken'),
    });
  });

  it('refuses an address that is none', async () => {
    expect(await runInside(['doctor', '--url', 'bot.example.com'])).toMatchObject({ code: 2, stdout: '' });
    expect(await runInside(['doctor', '--timeout', '3'])).toMatchObject({ code: 2, stdout: '' });
  });
});

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { serveInspector } from '../../src/inspector/server/serve-inspector.js';
import type { InspectorSource } from '../../src/inspector/source.js';
import { bin, root } from '../support/run-cli.js';
import { createTempFolder } from '../support/temp-folder.js';

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** Why the browser tests cannot run here; undefined when they can. */
export const noBrowser = existsSync(executablePath)
  ? undefined
  : `skipped: no browser at ${executablePath} (apt-get install chromium, or set CHROMIUM)`;

let browser: Browser | undefined;
const endings: (() => unknown)[] = [];

/** A browser for the tests of one file, and an end to everything that a test opened. */
export function useBrowser(): void {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterEach(async () => {
    for (const end of endings.splice(0).reverse()) await end();
  });
  afterAll(() => browser?.close());
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export interface OpenedPage {
  readonly page: Page;
  /** Every address that the page asked for. */
  readonly requests: readonly string[];
  /** Errors, violations of the policy, dialogs: a good page has none. */
  readonly complaints: readonly string[];
}

export async function openPage(url: string, options: BrowserContextOptions = {}): Promise<OpenedPage> {
  const context = await (browser as Browser).newContext({ viewport: { width: 1280, height: 800 }, ...options });
  endings.push(() => context.close());
  const requests: string[] = [];
  const complaints: string[] = [];
  context.on('request', (request) => void requests.push(request.url()));
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => void complaints.push(error.message));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.setDefaultTimeout(10_000);
  await page.goto(url);
  return { page, requests, complaints };
}

/** The page as it is in the sources now. */
export async function buildPage(): Promise<string> {
  const built = (await import(`${root}scripts/build-inspector.mjs`)) as { buildInspector(): Promise<string> };
  return built.buildInspector();
}

export async function serveSource(source: InspectorSource): Promise<string> {
  const inspector = await serveInspector(source, { port: 0, page: await buildPage() });
  endings.push(() => inspector.close());
  return inspector.url;
}

export interface Received {
  readonly path: string;
  readonly body: string;
}

export interface App {
  readonly url: string;
  readonly received: readonly Received[];
}

/** A program on this machine that keeps what it gets, and answers 200. */
export async function startApp(react: (received: Received) => unknown = () => {}): Promise<App> {
  const received: Received[] = [];
  const server: Server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const one = { path: request.url ?? '', body };
      received.push(one);
      response.setHeader('access-control-allow-origin', '*');
      response.setHeader('content-type', 'text/html');
      response.end('<!doctype html><title>another site</title>');
      return react(one);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endings.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

export interface Ready {
  readonly url: string;
  readonly inspector: string;
}

/** Starts a command of the built binary that goes on until the test ends; resolves with its first line. */
export async function startCommand(argv: readonly string[]): Promise<Ready> {
  const home = createTempFolder();
  const child: ChildProcess = spawn(process.execPath, [bin, ...argv, '--json'], {
    cwd: home,
    env: { PATH: process.env['PATH'] ?? '', HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  endings.push(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  let text = '';
  let complaint = '';
  child.stderr?.on('data', (part) => {
    complaint += part;
  });
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (part) => {
      text += part;
      const end = text.indexOf('\n');
      if (end > 0) resolve(JSON.parse(text.slice(0, end)) as Ready);
    });
    child.once('close', () => reject(new Error(`The command ended: ${complaint}`)));
  });
}

/** Waits for something that another process does. */
export async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    if (tries > 500) throw new Error('It did not happen.');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

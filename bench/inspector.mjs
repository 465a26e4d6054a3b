// The inspector's page in a real browser, against an empty page from the same server.
//   first paint with 1 000 messages: at most 3 × the empty page
//   one more message at 5 000 shown: at most 1.5 × one more at 50
// Pairs are measured in turns, so that a busy machine slows both; the median of the ratios counts.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { rolldown } from 'rolldown';
import { buildInspector } from '../scripts/build-inspector.mjs';

const PAINT_BOUND = 3;
const MESSAGE_BOUND = 1.5;
const PAINTS = 15;
const ROUNDS = 8;
const MESSAGES_A_ROUND = 20;

const root = fileURLToPath(new URL('..', import.meta.url));
const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
if (!existsSync(executablePath)) {
  console.log(`skipped: no browser at ${executablePath} (apt-get install chromium, or set CHROMIUM)`);
  process.exit(0);
}

const folder = mkdtempSync(join(tmpdir(), 'cmtg-bench-'));
const { serveInspector, createFakeSource } = await loadSources();
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--no-first-run'] });
const page = await buildInspector();
const closing = [];

try {
  const paint = await measurePaint();
  const message = await measureMessage();
  report('first paint with 1 000 messages', 'an empty page', paint, PAINT_BOUND);
  report('one more message at 5 000', 'one more at 50', message, MESSAGE_BOUND);
} finally {
  await browser.close();
  for (const inspector of closing) await inspector.close();
  rmSync(folder, { recursive: true, force: true });
}

/** Milliseconds from the navigation to the frame in which the content stands. */
async function measurePaint() {
  const chat = encodeURIComponent('1234567890/987654321');
  const full = `${await serve(fill(1000), page)}#${chat}`;
  const empty = await serve(fill(0), '<!doctype html><title>Empty</title><article>Empty</article>');
  const pairs = [];
  for (let turn = 0; turn < PAINTS + 2; turn++) {
    const floor = await paintOnce(empty);
    const measured = await paintOnce(full);
    // The first two warm up caches and compilers on both sides.
    if (turn >= 2) pairs.push({ measured, floor });
  }
  return pairs;
}

async function paintOnce(url) {
  const tab = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await tab.addInitScript(() => {
    globalThis.painted = new Promise((resolve) => {
      const look = () => {
        if (document.querySelector('article') === null) requestAnimationFrame(look);
        else requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
      };
      requestAnimationFrame(look);
    });
  });
  await tab.goto(url, { waitUntil: 'commit' });
  const time = await tab.evaluate(() => globalThis.painted);
  await tab.close();
  return time;
}

/** Milliseconds of the page's main thread for each message that comes in. */
async function measureMessage() {
  const [few, many] = [fill(50), fill(5000)];
  const [fewPage, manyPage] = [await openChat(few), await openChat(many)];
  const pairs = [];
  for (let turn = 0; turn < ROUNDS + 1; turn++) {
    const floor = await addMessages(few, fewPage);
    const measured = await addMessages(many, manyPage);
    if (turn >= 1) pairs.push({ measured, floor });
  }
  return pairs;
}

async function openChat(source) {
  const tab = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await tab.goto(`${await serve(source, page)}#${encodeURIComponent('1234567890/987654321')}`);
  await tab.waitForSelector('.scroller[aria-busy="false"] article');
  const session = await tab.context().newCDPSession(tab);
  await session.send('Performance.enable');
  return { tab, session };
}

async function addMessages(source, { tab, session }) {
  await tab.bringToFront();
  const before = await readBusyTime(session);
  for (let index = 0; index < MESSAGES_A_ROUND; index++) {
    const { id } = source.add({ parts: [{ kind: 'text', text: `One more message, number ${index}` }] });
    await tab.waitForSelector(`[id="row-${id}.0"]`);
  }
  return ((await readBusyTime(session)) - before) / MESSAGES_A_ROUND;
}

async function readBusyTime(session) {
  const { metrics } = await session.send('Performance.getMetrics');
  const read = (name) => metrics.find((metric) => metric.name === name)?.value ?? 0;
  return 1000 * (read('ScriptDuration') + read('LayoutDuration') + read('RecalcStyleDuration'));
}

function fill(count) {
  const source = createFakeSource();
  for (let index = 0; index < count; index++) {
    const text = `Message ${index}: ${'some words of a usual text '.repeat(1 + (index % 7))}`;
    source.add({ side: index % 3 === 0 ? 'user' : 'bot', name: 'Ada', parts: [{ kind: 'text', text }] });
  }
  return source;
}

async function serve(source, html) {
  const inspector = await serveInspector(source, { port: 0, page: html });
  closing.push(inspector);
  return inspector.url;
}

async function loadSources() {
  const bundle = await rolldown({
    input: {
      server: `${root}src/inspector/server/serve-inspector.ts`,
      source: `${root}test/support/fake-inspector-source.ts`,
    },
    platform: 'node',
  });
  await bundle.write({ dir: folder, format: 'esm', entryFileNames: '[name].mjs' });
  const load = (name) => import(pathToFileURL(join(folder, name)).href);
  return { ...(await load('server.mjs')), ...(await load('source.mjs')) };
}

function report(what, floorName, pairs, bound) {
  const ratios = pairs.map(({ measured, floor }) => measured / floor).sort((a, b) => a - b);
  const at = (part) => ratios[Math.min(ratios.length - 1, Math.floor(part * ratios.length))];
  const mid = (key) => pairs.map((pair) => pair[key]).sort((a, b) => a - b)[Math.floor(pairs.length / 2)];
  const median = at(0.5);
  const verdict = median <= bound ? 'ok' : 'MISSED';
  console.log(
    `${verdict}  ${what}: ${median.toFixed(2)} × ${floorName} (bound ${bound} ×; quartiles ${at(0.25).toFixed(2)} to ${at(0.75).toFixed(2)}; ` +
      `${mid('measured').toFixed(1)} ms against ${mid('floor').toFixed(1)} ms, ${pairs.length} pairs)`,
  );
  if (median > bound) process.exitCode = 1;
}

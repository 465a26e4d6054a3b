// How much of a command's time is Node itself: whole processes, paired against an empty script and against the
// smallest script that posts the same bytes, on the same Node 24.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findNode24, measurePairs, report, timeCommand } from './support/pairs.mjs';

const runs = Number(process.env.CMTG_BENCH_RUNS ?? 25);
const node = findNode24();
const bin = fileURLToPath(new URL('../bin/cmtg.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'cmtg-bench-'));
const env = {
  PATH: process.env.PATH,
  HOME: folder,
  CMTG_PRODUCT_TOKEN: '00000000-0000-0000-0000-000000000000',
  // The cache that every second run of an installed cmtg finds.
  NODE_COMPILE_CACHE: join(folder, 'cache'),
};

const empty = join(folder, 'empty.mjs');
writeFileSync(empty, '');

const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    const messages = JSON.parse(body).messages.msg.map(({ to: [{ number }], reference }) => ({
      to: number,
      status: 'Accepted',
      reference,
      parts: 1,
      messageDetails: null,
      messageErrorCode: 0,
    }));
    response.setHeader('connection', 'close');
    response.end(JSON.stringify({ details: 'Created 1 message(s)', errorCode: 0, messages }));
  });
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const endpoint = `http://127.0.0.1:${server.address().port}/v1.0/message`;

const bare = join(folder, 'bare.mjs');
writeFileSync(
  bare,
  `import { request } from 'node:http';
const body = JSON.stringify({ messages: { msg: [{ from: '1', to: [{ number: '2' }], body: { type: 'auto', content: 'Hello' }, allowedChannels: ['Telegram Messenger'], reference: '0123456789abcdef0123456789abcdef' }] } });
const call = request(${JSON.stringify(endpoint)}, { method: 'POST', headers: { 'x-cm-producttoken': 'x', 'content-type': 'application/json' } }, (response) => {
  let text = '';
  response.on('data', (chunk) => { text += chunk; });
  response.on('end', () => { process.stdout.write(JSON.parse(text).details + '\\n'); });
});
call.end(body);
`,
);

const options = { env, cwd: folder };
const cmtg =
  (...args) =>
  () =>
    timeCommand([node, bin, ...args], options);
const floor = (script) => () => timeCommand([node, script], options);
const cases = [
  { name: '--version', subject: cmtg('--version'), floor: floor(empty), bound: 1.25 },
  { name: '--help', subject: cmtg('--help'), floor: floor(empty), bound: 1.5 },
  {
    name: 'send --dry-run',
    subject: cmtg('send', '--dry-run', '--from', '1', '--to', '2', 'Hello'),
    floor: floor(empty),
    bound: 2.2,
  },
  {
    name: 'send to loopback',
    subject: cmtg('send', '--endpoint', endpoint, '--from', '1', '--to', '2', 'Hello'),
    floor: floor(bare),
    bound: 1.45,
  },
];

const rows = [];
for (const { name, subject, floor: base, bound } of cases) {
  rows.push({ name, bound, ...(await measurePairs(subject, base, { runs })) });
}
report('start-up, whole processes on Node 24', rows);
server.close();
rmSync(folder, { recursive: true, force: true });

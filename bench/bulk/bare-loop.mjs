// The floor: builds batches of messages from numbers alone and posts them with undici, one after the other. No file, no
// ledger, no answer per recipient.
import { randomUUID } from 'node:crypto';
import { request } from 'undici';

const [url, rows, batch] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const start = performance.now();
for (let from = 0; from < rows; from += batch) {
  const msg = [];
  for (let row = from; row < Math.min(rows, from + batch); row++) {
    msg.push({
      from: '1234567890',
      to: [{ number: String(100_000_000 + row) }],
      body: { type: 'auto', content: `Hello Name ${row}, your parcel is on its way` },
      allowedChannels: ['Telegram Messenger'],
      reference: randomUUID().replaceAll('-', ''),
    });
  }
  const { statusCode, body } = await request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8', 'x-cm-producttoken': 'bench-token' },
    body: JSON.stringify({ messages: { msg } }),
  });
  const answer = await body.json();
  if (statusCode !== 200 || answer.messages.length !== msg.length) throw new Error(`HTTP ${statusCode}`);
}
process.stdout.write(`${JSON.stringify({ seconds: (performance.now() - start) / 1000 })}\n`);
process.exit(0);

// Keep-alive load over raw sockets, in a process of its own: `node load.mjs PORT CONNECTIONS WARM_MS MEASURE_MS`.
// One request at a time on each connection; prints requests per second and the latencies in milliseconds.
import { connect } from 'node:net';

const [port, connections, warmMs, measureMs] = process.argv.slice(2).map(Number);
const end = Buffer.from('\r\n\r\n');
let sequence = 0;
let measuring = false;
let running = true;
let answered = 0;
let total = 0;
let refused = 0;
const latencies = [];

// What CM sends for a text: no two are alike, as in life.
function buildRequest() {
  sequence += 1;
  const body = JSON.stringify({
    reference: `2f2d42ac-0000-4000-8000-${String(sequence).padStart(12, '0')}`,
    messageContext: '',
    from: { number: '987654321', name: 'Ada Lovelace' },
    to: { number: '1234567890' },
    message: {
      text: 'Hello, when does the shop open on Saturday?',
      media: { mediaUri: '', contentType: '', title: '' },
      custom: {},
    },
    groupings: ['', '', ''],
    time: '2027-01-01 13:00:00',
    timeUtc: '2027-01-01T12:00:00',
    channel: 'Telegram Messenger',
  });
  return `POST /webhook HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUser-Agent: bench\r\nAccept: */*\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

function open() {
  const socket = connect(port, '127.0.0.1');
  let sentAt = 0;
  const post = () => {
    sentAt = performance.now();
    socket.write(buildRequest(), 'latin1');
  };
  socket.setNoDelay(true);
  socket.on('connect', post);
  socket.on('data', (chunk) => {
    if (chunk.indexOf(end) < 0) return;
    total += 1;
    if (chunk[9] !== 0x32) refused += 1;
    if (measuring) {
      answered += 1;
      latencies.push(performance.now() - sentAt);
    }
    if (running) post();
    else socket.destroy();
  });
  socket.on('error', () => {
    refused += 1;
  });
}

for (let i = 0; i < connections; i++) open();
await new Promise((resolve) => setTimeout(resolve, warmMs));
measuring = true;
const start = performance.now();
await new Promise((resolve) => setTimeout(resolve, measureMs));
const seconds = (performance.now() - start) / 1000;
measuring = false;
running = false;
latencies.sort((a, b) => a - b);
const at = (share) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
process.stdout.write(
  `${JSON.stringify({ perSecond: answered / seconds, p50: at(0.5), p99: at(0.99), max: at(1), total, refused })}\n`,
);
setTimeout(() => process.exit(0), 100);

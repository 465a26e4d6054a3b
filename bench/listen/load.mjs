// Keep-alive load over raw sockets, in a process of its own: `node load.mjs PORT CONNECTIONS WARM_MS MEASURE_MS`.
// One request at a time on each connection; prints requests per second and the latencies in milliseconds.
//
// It shares the machine with what it measures, so it does as little as it can: a request is one string with another
// number in it, and answers are read into one buffer a connection, without a stream's events.
import { connect } from 'node:net';

const [port, connections, warmMs, measureMs] = process.argv.slice(2).map(Number);
const numberLength = 12;
const end = Buffer.from('\r\n\r\n');
const [head, tail] = buildRequest().split('#number#');
let sequence = 0;
let measuring = false;
let running = true;
let total = 0;
let refused = 0;
const latencies = [];

// What CM sends for a text: no two are alike, as in life.
function buildRequest() {
  const placeholder = '#number#';
  const body = JSON.stringify({
    reference: `2f2d42ac-0000-4000-8000-${placeholder}`,
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
  const length = body.length - placeholder.length + numberLength;
  return `POST /webhook HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUser-Agent: bench\r\nAccept: */*\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${length}\r\n\r\n${body}`;
}

function open() {
  let sentAt = 0;
  const buffer = Buffer.allocUnsafeSlow(4096);
  const post = () => {
    sentAt = performance.now();
    sequence += 1;
    socket.write(head + String(sequence).padStart(numberLength, '0') + tail, 'latin1');
  };
  const take = (length) => {
    if (buffer.subarray(0, length).indexOf(end) < 0) return true;
    total += 1;
    if (buffer[9] !== 0x32) refused += 1;
    if (measuring) latencies.push(performance.now() - sentAt);
    if (running) post();
    else socket.destroy();
    return true;
  };
  const socket = connect({ port, host: '127.0.0.1', onread: { buffer, callback: take } });
  socket.setNoDelay(true);
  socket.on('connect', post);
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
  `${JSON.stringify({ perSecond: latencies.length / seconds, p50: at(0.5), p99: at(0.99), max: at(1), total, refused })}\n`,
);
setTimeout(() => process.exit(0), 100);

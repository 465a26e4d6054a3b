// A gateway that takes everything over, as quickly as it can: parses the request and answers like CM.
import { createServer } from 'node:http';

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const { messages } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    const entries = messages.msg.map(({ to, reference }) => ({
      to: to[0].number,
      status: 'Accepted',
      reference,
      parts: 1,
      messageDetails: null,
      messageErrorCode: 0,
    }));
    const body = JSON.stringify({ details: `Created ${entries.length} message(s)`, errorCode: 0, messages: entries });
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
    response.end(body);
  });
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
process.stdin.on('end', () => process.exit(0)).resume();

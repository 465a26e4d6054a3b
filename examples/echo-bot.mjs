// A bot in ten lines: it sends back what it hears. `cmtg chat --app` gives it the variables; else it talks to `cmtg sandbox`.
import { createServer } from 'node:http';

const { CMTG_ENDPOINT = 'http://127.0.0.1:8787/v1.0/message', CMTG_PRODUCT_TOKEN = 'any' } = process.env;
createServer(async (request, response) => {
  const { from, to, message } = JSON.parse(Buffer.concat(await request.toArray()).toString());
  response.writeHead(200).end(); // CM wants exactly 200, and soon.
  const body = { type: 'auto', content: message.text || message.media.contentType || Object.keys(message.custom)[0] };
  const msg = [{ from: to.number, to: [{ number: from.number }], allowedChannels: ['Telegram Messenger'], body }];
  const headers = { 'content-type': 'application/json', 'x-cm-producttoken': CMTG_PRODUCT_TOKEN };
  await fetch(CMTG_ENDPOINT, { method: 'POST', headers, body: JSON.stringify({ messages: { msg } }) });
}).listen(Number(process.env.CMTG_WEBHOOK_PORT ?? 3000), '127.0.0.1');

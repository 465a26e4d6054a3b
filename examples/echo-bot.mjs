// A bot in ten lines: it sends back what it hears. `cmtg chat --app` and `cmtg sandbox` give it the variables.
import { createServer } from 'node:http';

const { CMTG_ENDPOINT: endpoint, CMTG_PRODUCT_TOKEN: token, CMTG_WEBHOOK_PORT: port = '3000' } = process.env;

createServer(async (request, response) => {
  const { from, to, message } = JSON.parse(Buffer.concat(await request.toArray()).toString());
  response.writeHead(200).end(); // CM wants exactly 200, and soon.
  const text = message.text || message.media.contentType || Object.keys(message.custom).join();
  const reply = {
    from: to.number,
    to: [{ number: from.number }],
    body: { type: 'auto', content: text },
    allowedChannels: ['Telegram Messenger'],
  };
  const headers = { 'content-type': 'application/json', 'x-cm-producttoken': token };
  await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify({ messages: { msg: [reply] } }) });
}).listen(Number(port), '127.0.0.1');

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The parts of an inbound webhook that the bot reads. */
interface Inbound {
  readonly messageContext: string;
  readonly from: { readonly number: string; readonly name: string };
  readonly to: { readonly number: string };
  readonly message: {
    readonly text: string;
    readonly media: { readonly mediaUri: string; readonly contentType: string; readonly title: string };
    readonly custom: {
      readonly location?: { readonly latitude: number; readonly longitude: number; readonly label: string };
      readonly contacts?: readonly {
        readonly name: { readonly formatted_name: string };
        readonly phones: readonly { readonly phone: string }[];
      }[];
    };
  };
}

type Item = { text?: string; media?: { mediaName: string; mediaUri: string; mimeType: string } };

const file = (mediaName: string, mimeType: string) => ({
  mediaName,
  mediaUri: `https://example.com/${mediaName}`,
  mimeType,
});

/**
 * A bot with node:http and fetch alone, as its author would write it: it answers every kind of message, and sends again
 * when the gateway did not answer.
 */
export async function startTestBot(endpoint: string): Promise<{ url: string; close(): Promise<void> }> {
  let sent = 0;
  const server = createServer(async (request, response) => {
    const inbound = JSON.parse(Buffer.concat(await request.toArray()).toString()) as Inbound;
    const conversation = answer(inbound);
    const message = {
      from: inbound.to.number,
      to: [{ number: inbound.from.number }],
      allowedChannels: ['Telegram Messenger'],
      reference: `m${++sent}`,
      ...(conversation.length === 1 && conversation[0]?.media === undefined
        ? { body: { type: 'auto', content: conversation[0]?.text } }
        : { body: { content: '' }, richContent: { conversation } }),
    };
    await post(endpoint, JSON.stringify({ messages: { msg: [message] } }));
    response.writeHead(200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer({ message, messageContext, from }: Inbound): Item[] {
  const { text, media, custom } = message;
  const [contact] = custom.contacts ?? [];
  const start = /^\/start(?: (.+))?$/.exec(text);
  if (start !== null) return [{ text: `Welcome, ${from.name}!${start[1] ? ` You come from ${start[1]}.` : ''}` }];
  if (media.mediaUri !== '') return [{ text: `Got ${media.contentType} ${media.title}: ${text}` }];
  if (custom.location) {
    return [{ text: `${custom.location.latitude}, ${custom.location.longitude} ${custom.location.label}` }];
  }
  if (contact) return [{ text: `${contact.name.formatted_name} has ${contact.phones[0]?.phone}` }];
  if (messageContext !== '') return [{ text: `You answered ${messageContext}: ${text}` }];
  if (text === 'photo please') return [{ text: 'A dog', media: file('dog.png', 'image/png') }];
  if (text === 'album please') {
    return [
      { text: 'The first', media: file('first.jpg', 'image/jpeg') },
      { media: file('second.mp4', 'video/mp4') },
      { media: file('third.pdf', 'application/pdf') },
    ];
  }
  return [{ text }];
}

async function post(endpoint: string, body: string): Promise<void> {
  for (let attempt = 0; attempt < 4; attempt++) {
    try {
      const response = await fetch(endpoint, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-cm-producttoken': 'any' },
        body,
      });
      await response.text();
      if (response.status !== 429) return;
    } catch {
      // No answer: it may have been taken. This bot would rather say it twice than never.
    }
  }
}

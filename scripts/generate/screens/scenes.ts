import type { Session } from './session.js';

/** One picture: what happens at the terminal. Everything goes to the sandbox or stays on loopback. */
export interface Scene {
  readonly title: string;
  readonly columns: number;
  readonly files?: Readonly<Record<string, string>>;
  readonly play: (session: Session) => Promise<void>;
}

const payload = `{
  "messages": {
    "msg": [
      {
        "from": "1234567890",
        "to": [{ "number": "+31612345678" }],
        "allowedChannels": ["Telegram"],
        "richContent": {
          "conversation": [
            {
              "text": "Your ticket",
              "media": {
                "mediaName": "ticket.pdf",
                "mediaUri": "http://localhost/ticket.pdf",
                "mimeType": "application/pdf"
              }
            }
          ]
        }
      }
    ]
  }
}
`;

const customers = `chat_id,name,parcel
${['Ann,3SABC01', 'Bob,3SABC02', 'Zoë,3SABC03', 'Dan,3SABC04', 'Eve,3SABC05', 'Finn,3SABC06', 'Gus,3SABC07']
  .map((rest, index) => `98765432${index + 1},${rest}\n`)
  .join('')},Han,3SABC08
987654322,Bob,3SABC09
`;

/** Every picture, by the name of its file in docs/images. */
export const scenes: Readonly<Record<string, Scene>> = {
  send: {
    title: 'cmtg send',
    columns: 112,
    play: async ({ run }) => {
      await run('cmtg send --sandbox --to 987654321 "Hello from cmtg"');
      await run('cmtg send --from 1234567890 --to +31612345678 "Hello"');
    },
  },
  validate: {
    title: 'cmtg validate',
    columns: 112,
    files: { 'payload.json': payload },
    play: ({ run }) => run('cmtg validate payload.json'),
  },
  listen: {
    title: 'cmtg listen',
    columns: 112,
    play: async ({ start, wait, runUnseen }) => {
      const listener = start('cmtg listen', ['listen', '--port', '0', '--journal', 'today.ndjson']);
      const [, address = ''] = await listener.until(/listening.* on (http:\S+)[\s\S]*Ctrl-C/);
      const post = ['--to', address, '--from', '987654321', '--name', 'Ann', '--timeout', '100s'];
      const calls: readonly (readonly [argv: readonly string[], shown: RegExp])[] = [
        [['text', '--text', 'Where is my parcel?'], /parcel\?[\s\S]*cmtg send --to/],
        [['photo'], /image\/[\s\S]*cmtg send --to/],
        [['status', '--code', '1'], /operator|rejected/],
      ];
      for (const [index, [argv, shown]] of calls.entries()) {
        wait(8_400);
        await runUnseen(['trigger', ...argv, ...post, '--seed', String(index + 1)]);
        await listener.until(shown);
      }
      await listener.stop();
    },
  },
  bulk: {
    title: 'cmtg send --recipients',
    columns: 112,
    files: { 'customers.csv': customers },
    play: async ({ run }) => {
      const command = 'cmtg send --recipients customers.csv "Hello {{name}}, parcel {{parcel}} is on its way"';
      await run(`${command} --sandbox`);
      await run(`${command} --sandbox \\\n    --skip-invalid --yes --ledger parcels.jsonl`);
      await run('cmtg bulk status parcels.jsonl');
    },
  },
};

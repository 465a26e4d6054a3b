import type { OptionSpec } from '../command-spec.js';

/** How `listen` receives, keeps and answers webhooks. */
export const listenOptions: readonly OptionSpec[] = [
  { flags: '--port <n>', description: 'port to listen on, 0 for any free one', defaultText: '8080', completes: 'none' },
  { flags: '--host <address>', description: 'address to listen on', defaultText: '127.0.0.1', completes: 'none' },
  {
    flags: '--path <path>',
    description: 'path of the webhook; others answer 404',
    defaultText: 'any',
    completes: 'none',
  },
  {
    flags: '--secret [part]',
    description: 'end the path with a part nobody can guess; without a value one is made',
    completes: 'none',
  },
  { flags: '--tls-cert <file>', description: 'speak HTTPS with this certificate (PEM)', completes: 'file' },
  { flags: '--tls-key <file>', description: 'the key of the certificate (PEM)', completes: 'file' },
  {
    flags: '--max-body <size>',
    description: 'longest webhook; longer ones answer 413',
    defaultText: '1MiB',
    completes: 'none',
  },
  {
    flags: '--journal <file>',
    description: 'append every webhook to this file',
    defaultText: 'a new file in the state directory',
    completes: 'file',
  },
  { flags: '--no-journal', description: 'keep nothing: answer before anything is stored' },
  {
    flags: '--status <code>',
    description: 'answer with this status, to see what CM does; it repeats whatever is not 200',
    defaultText: '200',
    completes: 'none',
  },
  { flags: '--delay <time>', description: 'wait this long before each answer', completes: 'none' },
  {
    flags: '--fault <spec>',
    description: 'let some answers fail, the same ones each time: p=0.1,status=500,seed=1',
    completes: 'none',
  },
];

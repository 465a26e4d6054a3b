import { facts } from '../core/channel/telegram.js';
import type { CommandSpec } from './command-spec.js';
import { recipientsOptions } from './options/bulk-options.js';
import { listenOptions } from './options/listen-options.js';
import { probeOptions } from './options/probe-options.js';
import { addressOptions, deliveryOptions } from './options/send-options.js';
import { sinkOptions } from './options/sink-options.js';
import { bulkSpec } from './specs/bulk.js';
import { chatSpec } from './specs/chat.js';
import { commandsSpec, completeSpec, completionSpec } from './specs/completion.js';
import { configSpec } from './specs/config.js';
import { doctorSpec } from './specs/doctor.js';
import { initSpec } from './specs/init.js';
import { journalSpec } from './specs/journal.js';
import { limitsSpec } from './specs/limits.js';
import { mcpSpec } from './specs/mcp.js';
import { replaySpec } from './specs/replay.js';
import { rulesSpec } from './specs/rules.js';
import { sandboxSpec } from './specs/sandbox.js';
import { schemaSpec } from './specs/schema.js';
import { triggerSpec } from './specs/trigger.js';
import { validateSpec } from './specs/validate.js';

/** Every command: help, completion, documentation and the parser are made from this table. */
export const commandTable: readonly CommandSpec[] = [
  {
    name: 'send',
    summary: 'send a text to one or more chats',
    description:
      'Sends a text to one or more Telegram chats, after checking everything that would keep it from arriving.',
    args: [{ name: '[text...]', description: 'the text in quotes, or - for stdin', completes: 'none' }],
    options: [
      ...addressOptions,
      {
        flags: '--text-file <file>',
        description: 'read the text from a file, less one final line break',
        completes: 'file',
      },
      {
        flags: '--payload <file>',
        description: 'check and post a JSON payload as it stands, - for stdin',
        completes: 'file',
      },
      { flags: '--split', description: 'send a text that is too long as several messages, in order' },
      { flags: '--rich', description: 'put the text into richContent instead of body' },
      { flags: '--template <file>', description: 'with --recipients: read the text from a file', completes: 'file' },
      ...recipientsOptions,
      ...deliveryOptions,
    ],
    examples: [
      {
        command: 'cmtg send --sandbox --to 987654321 "Hello"',
        note: 'Try it without an account; nothing leaves this machine.',
      },
      {
        command: 'cmtg send --to 987654321 "Your parcel is on its way"',
        note: 'Through CM, with CMTG_PRODUCT_TOKEN and CMTG_FROM set.',
      },
      { command: 'cmtg send --to 1,2,3 --text-file notice.txt --split', note: 'A long text to three chats, in parts.' },
      { command: 'cmtg send --to 1 --dry-run "Hi" | cmtg validate -', note: 'Look at the request body, and check it.' },
      { command: 'cmtg send --payload message.json', note: 'Post a payload that was just validated.' },
      {
        command: 'cmtg send --recipients customers.csv "Hello {{name}}" --preview 3',
        note: 'To every row of a file; --preview sends nothing.',
      },
    ],
    load: async () => (await import('./commands/send.js')).runSend,
  },
  {
    name: 'send-media',
    summary: 'send images, videos, documents … by public URL',
    description:
      'Sends media by public URL to one or more Telegram chats. Every file becomes a Telegram message of its own.',
    args: [{ name: '[url...]', description: 'public address of the file', completes: 'none' }],
    options: [
      ...addressOptions,
      {
        flags: '--caption <text>',
        description: `text below the first file, at most ${facts.captionLength.value} characters`,
        completes: 'none',
      },
      { flags: '--caption-as-text', description: 'send the caption after the media, as a message of its own' },
      { flags: '--name <file>', description: 'file name that is shown (one URL only)', completes: 'none' },
      {
        flags: '--mime <type>',
        description: 'MIME type (one URL only)',
        defaultText: 'from the extension',
        completes: 'none',
      },
      { flags: '--split', description: 'with --caption-as-text: send a text that is too long as several messages' },
      { flags: '--rich', description: 'with --caption-as-text: put the text into richContent instead of body' },
      ...probeOptions,
      { flags: '--media-column <name>', description: 'with --recipients: column of URLs', completes: 'none' },
      ...recipientsOptions,
      ...deliveryOptions,
    ],
    examples: [
      {
        command: 'cmtg send-media --sandbox --to 987654321 https://example.com/photo.jpg --caption "Our shop"',
        note: 'Try it; the sandbox shows what Telegram would.',
      },
      { command: 'cmtg send-media --to 987654321 https://example.com/terms.pdf', note: 'A document.' },
      {
        command: 'cmtg send-media --to 1 https://example.com/file --name report.pdf --mime application/pdf',
        note: 'An address that does not tell its type.',
      },
    ],
    load: async () => (await import('./commands/send-media.js')).runSendMedia,
  },
  {
    name: 'listen',
    summary: 'store, answer and show every inbound webhook',
    description:
      'Takes CM’s webhooks: stores each as it came, answers 200, then shows it and passes it on, until it is stopped.',
    options: [...listenOptions, ...sinkOptions],
    examples: [
      { command: 'cmtg listen', note: 'On port 8080 of this machine; point a tunnel at it.' },
      { command: 'cmtg listen --secret', note: 'With a part in the path that nobody can guess.' },
      {
        command: 'cmtg listen --forward http://localhost:3000/webhook',
        note: 'Also hand every webhook to the app under development.',
      },
      { command: 'cmtg listen --port 0 --json', note: 'For programs: the first line tells the address.' },
    ],
    load: async () => (await import('./commands/listen.js')).runListen,
  },
  replaySpec,
  triggerSpec,
  journalSpec,
  bulkSpec,
  validateSpec,
  sandboxSpec,
  chatSpec,
  rulesSpec,
  limitsSpec,
  schemaSpec,
  initSpec,
  doctorSpec,
  configSpec,
  completionSpec,
  completeSpec,
  commandsSpec,
  mcpSpec,
];

import { formatNames } from '../../render/report/format-names.js';
import type { CommandSpec } from '../command-spec.js';
import { probeOptions } from '../options/probe-options.js';

/** `cmtg validate`. */
export const validateSpec: CommandSpec = {
  name: 'validate',
  summary: 'say everything that is wrong with a payload, where, and why',
  description:
    'Checks JSON payloads, bodies of webhooks and .cmtelegramrc files before anything is sent: syntax, shape, and every limit of the channel. Nothing leaves this machine, but for --probe.',
  args: [
    {
      name: '[files...]',
      description: 'files, or patterns in quotes such as "payloads/**/*.json"; - for stdin',
      completes: 'file',
    },
  ],
  options: [
    {
      flags: '--kind <kind>',
      description: 'what the files are',
      choices: ['auto', 'payload', 'webhook', 'config', 'recipients'],
      defaultText: 'auto, by their shape',
    },
    {
      flags: '--to-column <name>',
      description: 'with --kind recipients: column of the chat IDs',
      defaultText: 'to, chat_id, …',
      completes: 'none',
    },
    { flags: '--stdin-filename <name>', description: 'name of stdin in the report', completes: 'file' },
    {
      flags: '--format <name[=file]>',
      description: `${formatNames.slice(0, -1).join(', ')} or ${formatNames.at(-1)}; with =FILE into a file; repeatable`,
      repeatable: true,
      completes: formatNames,
    },
    { flags: '--strict', description: 'warnings fail, too' },
    { flags: '--max-warnings <n>', description: 'fail when there are more warnings than this', completes: 'none' },
    {
      flags: '--rule <id=severity>',
      description: 'change one rule: error, warning, info or off',
      repeatable: true,
      completes: 'rule',
    },
    { flags: '--fix', description: 'repair what has one sure cure, and leave every other byte as it is' },
    { flags: '--fix-dry-run', description: 'show what --fix would change, as a diff' },
    { flags: '--allow-empty', description: 'a name or pattern that finds nothing is no error' },
    ...probeOptions,
  ],
  examples: [
    { command: 'cmtg validate payload.json', note: 'Every finding with its place in the file.' },
    { command: 'cmtg validate "payloads/**/*.json" --strict', note: 'In CI: warnings fail, too.' },
    { command: 'cmtg send --to 1 --dry-run "Hi" | cmtg validate -', note: 'What cmtg itself would send.' },
    {
      command: 'cmtg validate payload.json --format pretty --format sarif=findings.sarif',
      note: 'For people, and for code scanning.',
    },
    { command: 'cmtg validate payload.json --fix-dry-run', note: 'Misspelt keys and channel names, as a diff.' },
    { command: 'cmtg validate webhook.json --kind webhook', note: 'A body that a receiver is tried with.' },
  ],
  load: async () => (await import('../commands/validate.js')).runValidate,
};

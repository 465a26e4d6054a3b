import type { CommandSpec } from '../command-spec.js';

/** `cmtg schema`. */
export const schemaSpec: CommandSpec = {
  name: 'schema',
  summary: 'print a JSON Schema, for editors and programs',
  description:
    'Lists the JSON Schemas (draft 2020-12). With a name it prints one, as it stands in schema/ of the package.',
  args: [{ name: '[name]', description: 'such as payload, config, send', completes: 'none' }],
  examples: [
    { command: 'cmtg schema', note: 'Which there are.' },
    {
      command: 'cmtg schema payload > payload.schema.json',
      note: 'Name it as "$schema" in a payload, and the editor helps.',
    },
    { command: 'cmtg schema send', note: 'What send --json writes.' },
  ],
  load: async () => (await import('../commands/schema.js')).runSchema,
};

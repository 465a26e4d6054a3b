import type { CommandSpec } from '../command-spec.js';

/** `cmtg rules`. */
export const rulesSpec: CommandSpec = {
  name: 'rules',
  summary: 'list what is checked, or explain one rule',
  description:
    'Lists the rules with their severities. With an id it says why the rule exists, who documents it, and shows examples.',
  args: [{ name: '[id]', description: 'such as text/too-long', completes: 'rule' }],
  examples: [
    { command: 'cmtg rules', note: 'Every rule.' },
    { command: 'cmtg rules text/too-long', note: 'Reason, source, and a bad and a good example.' },
    { command: 'cmtg rules --json', note: 'For programs.' },
  ],
  load: async () => (await import('../commands/rules.js')).runRules,
};

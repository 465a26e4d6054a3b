import type { RuleExamples, Sample } from './rule-example.js';

const file = (settings: object): Sample => ({ form: 'config', text: JSON.stringify(settings, null, 2) });
const good = file({ from: '2345678901', timeout: '20s', rules: { 'text/markup': 'off' } });

/** Examples of configuration files. */
export const configExamples = {
  'config/invalid': {
    why: 'A setting with a value that cannot be used stops every command before it sends anything: a guess at what was meant might send through the wrong account.',
    bad: file({ from: '2345678901', timeout: 'soon' }),
    good,
  },
  'config/unknown-name': {
    why: 'A misspelt name changes nothing, and whoever wrote it believes that it does.',
    bad: file({ from: '2345678901', timeuot: '20s' }),
    good,
  },
} satisfies RuleExamples;

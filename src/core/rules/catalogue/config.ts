import type { RuleInfo } from '../rule-info.js';

/** Configuration files of cmtg. */
export const configRules = {
  'config/invalid': {
    title: 'Configuration that cannot be used',
    severity: 'error',
    message: (a) => String(a.problem),
    help: 'Correct the file; docs/configuration.md lists every setting. No command runs with it as it is.',
    source: 'docs/configuration.md',
  },
  'config/unknown-name': {
    title: 'Unknown setting or rule',
    severity: 'warning',
    message: (a) => String(a.problem),
    help: 'Correct or remove it: cmtg passes over names it does not know.',
    source: 'docs/configuration.md',
  },
} satisfies Record<string, RuleInfo>;

import type { ErrorCategory } from '../core/errors.js';
import type { RecipientResult } from '../core/wire/outcome.js';

/** The one table of exit codes; docs/exit-codes.md is checked against it. */
export const exitCodes = {
  ok: { code: 0, meaning: 'done (also a clean stop of `listen` and `sandbox`)' },
  findings: {
    code: 1,
    meaning:
      'findings: those messages were not sent; also a failed chat expectation, a differing replay answer, a failed doctor line',
  },
  usage: { code: 2, meaning: 'usage, configuration or input that cannot be read' },
  refused: { code: 3, meaning: 'CM refused some or all recipients, or the request' },
  account: { code: 4, meaning: 'CM refused the account: token, IP restriction, balance' },
  unreachable: { code: 5, meaning: 'CM could not be reached; certain that nothing (more) was sent' },
  unknown: { code: 6, meaning: 'outcome unknown for some recipients' },
  rateLimited: { code: 7, meaning: 'rate limited, gave up waiting; the rest was not sent' },
  bug: { code: 70, meaning: 'a bug in cmtg' },
  interrupted: { code: 130, meaning: 'stopped by Ctrl-C; what was being written is reported `unknown`' },
  terminated: { code: 143, meaning: 'stopped by SIGTERM; what was being written is reported `unknown`' },
} as const;

export type ExitName = keyof typeof exitCodes;

/** From worst to best: when a run ends in several ways, the first of them is its exit code. */
const worstFirst: readonly ExitName[] = [
  'bug',
  'interrupted',
  'terminated',
  'usage',
  'unknown',
  'account',
  'rateLimited',
  'unreachable',
  'refused',
  'findings',
  'ok',
];

/** The exit code of a run that ended in these ways. */
export function worstExitCode(names: Iterable<ExitName>): number {
  const present = new Set(names);
  const worst = worstFirst.find((name) => present.has(name)) ?? 'ok';
  return exitCodes[worst].code;
}

/** How an error ends a run. */
export const exitByCategory: Readonly<Record<ErrorCategory, ExitName>> = {
  usage: 'usage',
  config: 'usage',
  input: 'usage',
  findings: 'findings',
  refused: 'refused',
  account: 'account',
  unreachable: 'unreachable',
  'unknown-outcome': 'unknown',
  'rate-limited': 'rateLimited',
  bug: 'bug',
};

/** How the result for one recipient ends a run. */
export function exitOfResult(result: RecipientResult, interruption: 'interrupted' | 'terminated'): ExitName {
  if (result.reason === 'interrupted') return interruption;
  if (result.state === 'accepted') return 'ok';
  if (result.state === 'rejected') return 'refused';
  if (result.state === 'unknown') return 'unknown';
  switch (result.reason) {
    case 'account':
      return 'account';
    case 'rate-limited':
      return 'rateLimited';
    case 'unreachable':
    case 'tls':
      return 'unreachable';
    // What was held back because of another failure adds nothing to that failure.
    case 'earlier-part-failed':
    case 'stopped':
      return 'ok';
    default:
      return 'refused';
  }
}

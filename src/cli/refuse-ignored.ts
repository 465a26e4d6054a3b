import type { CommandInput } from './command-spec.js';
import { usageError } from './option-values.js';

type Options = CommandInput['options'];

/** Flags that work only beside at least one of the others named with them. A flag that would do nothing is a mistake. */
export function refuseAlone(options: Options, rows: readonly (readonly [flag: string, ...partners: string[]])[]): void {
  for (const [flag, ...partners] of rows) {
    if (!isGiven(options, flag) || partners.some((partner) => isGiven(options, partner))) continue;
    const others = partners.join(' or ');
    throw usageError(`${flag} does nothing without ${others}.`, `Add ${others}, or leave ${flag} out.`);
  }
}

/** Flags of which only one could be obeyed. */
export function refuseTogether(options: Options, rows: readonly (readonly string[])[]): void {
  for (const row of rows) {
    const [first, second] = row.filter((flag) => isGiven(options, flag));
    if (first !== undefined && second !== undefined) throw excludeEachOther(first, second);
  }
}

/** The error for two flags that contradict each other. */
export function excludeEachOther(first: string, second: string): Error {
  return usageError(`${first} and ${second} exclude each other.`, 'Leave one of them out.');
}

function isGiven(options: Options, flag: string): boolean {
  const name = flag.replace(/^--/, '').replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return options[name] !== undefined;
}

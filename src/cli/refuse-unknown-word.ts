import { suggest } from '../core/payload/suggest.js';
import type { CommandSpec } from './command-spec.js';
import { usageError } from './option-values.js';

/** A command that runs by itself and has others below it takes no word that names none of them. Throws the usage error. */
export function refuseUnknownWord(word: string, { name, subcommands = [] }: CommandSpec): never {
  const names = subcommands.map((child) => child.name);
  const near = suggest(word, names);
  throw usageError(
    `cmtg ${name} knows no command “${word}”.`,
    near === undefined ? `It knows ${names.join(', ')}.` : `Did you mean ${near}?`,
    // As the parser calls it where the group does not run by itself.
    'usage-unknownCommand',
  );
}

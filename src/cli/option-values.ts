import { CmtgError } from '../core/errors.js';

type Options = Readonly<Record<string, unknown>>;

/** The value of an option that takes one, or undefined when it was not given. */
export function readString(options: Options, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** Whether a flag was given. */
export function readFlag(options: Options, name: string): boolean {
  return options[name] === true;
}

/** The values of a repeatable option that also takes commas; blanks around them are dropped. */
export function readList(options: Options, name: string): string[] | undefined {
  const value = options[name];
  if (!Array.isArray(value)) return undefined;
  return value.flatMap((entry) => String(entry).split(',')).map((entry) => entry.trim());
}

/** The values of a repeatable option as they stand. */
export function readStrings(options: Options, name: string): string[] | undefined {
  const value = options[name];
  return Array.isArray(value) ? value.map(String) : undefined;
}

/** An option that takes a whole number within bounds. */
export function readInteger(
  options: Options,
  name: string,
  flag: string,
  least: number,
  most: number,
): number | undefined {
  const text = readString(options, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) {
    throw usageError(`${flag} takes a whole number from ${least} to ${most}, not “${text}”.`);
  }
  return value;
}

/** The command line is wrong. */
export function usageError(message: string, hint?: string, code = 'usage'): CmtgError {
  return new CmtgError(message, { code, category: 'usage', hint });
}

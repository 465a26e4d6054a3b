import type { CommandInput } from '../command-spec.js';
import { readString, usageError } from '../option-values.js';

const units: Readonly<Record<string, number>> = { '': 1, B: 1, KIB: 1024, MIB: 1024 ** 2, K: 1024, M: 1024 ** 2 };

/** Bytes of an option such as `2MiB`, `512KiB` or `1000`. At most 64 MiB, so that a limit stays one. */
export function readSize(options: CommandInput['options'], name: string, flag: string): number | undefined {
  const text = readString(options, name);
  if (text === undefined) return undefined;
  const match = /^(\d{1,9})([a-z]*)$/i.exec(text);
  const unit = units[match?.[2]?.toUpperCase() ?? 'none'];
  const bytes = Number(match?.[1]) * (unit ?? Number.NaN);
  if (bytes >= 1 && bytes <= 64 * 1024 ** 2) return bytes;
  throw usageError(`${flag} takes a size such as 512KiB or 2MiB, at most 64MiB.`);
}

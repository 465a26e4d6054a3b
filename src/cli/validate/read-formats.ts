import { suggest } from '../../core/payload/suggest.js';
import { type FormatName, formatNames } from '../../render/report/format-names.js';
import type { CommandInput } from '../command-spec.js';
import type { CommandContext } from '../context.js';
import { readStrings, usageError } from '../option-values.js';

/** One report that is wanted; without a file it goes to stdout. */
export interface WantedReport {
  readonly format: FormatName;
  readonly file?: string;
}

/**
 * The reports of `--format NAME[=FILE]` and `--json`. People get the pretty one on stdout when nothing else goes there.
 * Throws a usage error for an unknown name, and when two reports would share stdout or a file.
 */
export function readFormats(options: CommandInput['options'], { global }: CommandContext): WantedReport[] {
  const wanted = (readStrings(options, 'format') ?? []).map(parseFormat);
  if (global.json && !wanted.some(({ format, file }) => format === 'json' && file === undefined)) {
    wanted.unshift({ format: 'json' });
  }
  if (wanted.every(({ file }) => file !== undefined)) wanted.unshift({ format: 'pretty' });
  const places = wanted.map(({ file }) => file);
  if (new Set(places).size < places.length) {
    throw usageError(
      'Two reports cannot go to the same place.',
      'Send all but one to files: --format pretty --format sarif=findings.sarif',
      'usage-format-twice',
    );
  }
  return wanted;
}

function parseFormat(setting: string): WantedReport {
  const equals = setting.indexOf('=');
  const name = equals < 0 ? setting : setting.slice(0, equals);
  const file = equals < 0 ? undefined : setting.slice(equals + 1);
  const format = formatNames.find((known) => known === name);
  if (format === undefined) {
    const near = suggest(name, formatNames);
    const hint = near === undefined ? `The formats are ${formatNames.join(', ')}.` : `Did you mean “${near}”?`;
    throw usageError(`--format knows no format “${name}”.`, hint, 'usage-format-unknown');
  }
  if (file === '') throw usageError(`--format ${name}= names no file.`, undefined, 'usage-format-file');
  return { format, ...(file === undefined ? {} : { file }) };
}

import type { CmtgError } from '../core/errors.js';
import { configError, formatPlace } from './config-error.js';
import { type ConfigDocument, positionAt } from './config-node.js';
import type { ConfigWarning, FilePlace } from './settings.js';

/** Errors and warnings about one file, each with its line and column. */
export interface FileReport {
  readonly warnings: readonly ConfigWarning[];
  readonly place: (offset: number) => FilePlace;
  readonly fail: (code: string, offset: number, message: string, hint?: string) => CmtgError;
  /** Warns that `name` is not a known `what`, with the name that was probably meant. */
  readonly warnUnknown: (what: 'key' | 'rule', name: string, offset: number, suggestion: string | undefined) => void;
}

export function createFileReport({ file, text }: ConfigDocument): FileReport {
  const warnings: ConfigWarning[] = [];
  const place = (offset: number): FilePlace => ({ file, ...positionAt(text, offset) });
  return {
    warnings,
    place,
    fail: (code, offset, message, hint) => configError(code, place(offset), message, hint),
    warnUnknown: (what, name, offset, suggestion) => {
      const at = place(offset);
      const end = suggestion === undefined ? '.' : `; did you mean “${suggestion}”?`;
      const message = `${formatPlace(at)}: unknown ${what} “${shorten(name)}”${end}`;
      warnings.push({ code: `unknown-${what}`, message, ...at, ...(suggestion === undefined ? {} : { suggestion }) });
    },
  };
}

function shorten(name: string): string {
  return name.length > 60 ? `${name.slice(0, 60)}…` : name;
}

import { applyEdits, type FormattingOptions, modify } from 'jsonc-parser';
import type { JsonValue } from '../core/payload/payload.js';

/** Sets a value in JSON with comments, or removes it when undefined. Everything else stays, comments included. */
export function editJsonc(text: string, path: readonly string[], value: JsonValue | undefined): string {
  const given = text.trim() === '' ? '{}\n' : text;
  const formattingOptions = detectFormat(given);
  return applyEdits(given, modify(given, [...path], value, { formattingOptions }));
}

/** Indentation and line ends as the file has them; two spaces where it has none. */
function detectFormat(text: string): FormattingOptions {
  const indent = /^([ \t]+)\S/m.exec(text)?.[1] ?? '  ';
  const insertSpaces = !indent.startsWith('\t');
  return {
    insertSpaces,
    tabSize: insertSpaces ? indent.length : 1,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
}

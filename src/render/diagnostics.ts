import type { Diagnostic, Severity } from '../core/diagnostics/diagnostic.js';
import { renderSafeText } from './safe-text.js';
import type { Style } from './style.js';

/** The word of a severity, in its colour. */
export function renderSeverity(severity: Severity, style: Style): string {
  const color = { error: style.red, warning: style.yellow, info: style.cyan }[severity];
  return color(style.bold(severity));
}

/** Diagnostics of values given on the command line: where from, what is wrong, the cure; one blank line between. */
export function renderFlagDiagnostics(diagnostics: readonly Diagnostic[], style: Style): string {
  return diagnostics
    .map(({ severity, origin, message, help, ruleId }) => {
      const place = renderSafeText(placeOf(origin), { maxLength: 200 });
      const head = `${renderSeverity(severity, style)} ${style.bold(place)}: ${renderSafeText(message)}`;
      return `${head} ${style.dim(`[${ruleId}]`)}\n  ${renderSafeText(help)}\n`;
    })
    .join('');
}

function placeOf(origin: Diagnostic['origin']): string {
  if (origin.kind === 'flag') return origin.name;
  return origin.range === undefined ? origin.file : `${origin.file}:${origin.range.line}:${origin.range.column}`;
}

/** A diagnostic as machines read it. `file`, `line` and `column` are null where the value came from a flag. */
export function toJsonDiagnostic(diagnostic: Diagnostic): Record<string, unknown> {
  const { ruleId, severity, message, help, docs, path, origin } = diagnostic;
  const range = origin.kind === 'file' ? origin.range : undefined;
  return {
    ruleId,
    severity,
    message,
    path,
    line: range?.line ?? null,
    column: range?.column ?? null,
    endLine: range?.endLine ?? null,
    endColumn: range?.endColumn ?? null,
    help,
    docs,
    ...(origin.kind === 'flag' ? { origin: origin.name } : {}),
  };
}

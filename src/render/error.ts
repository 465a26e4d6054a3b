import type { CmtgError } from '../core/errors.js';
import { renderSafeText } from './safe-text.js';
import type { Style } from './style.js';

export interface ErrorRenderOptions {
  readonly style: Style;
  /** Adds the stack and the causes. */
  readonly debug: boolean;
  readonly version: string;
}

/** One error for a person: what happened, then the cure. */
export function renderError(error: CmtgError, { style, debug, version }: ErrorRenderOptions): string {
  const lines = [`${style.red(style.bold('error:'))} ${renderSafeText(error.message, { multiline: true })}`];
  if (error.hint !== undefined) lines.push(`${style.cyan('hint:')} ${renderSafeText(error.hint, { multiline: true })}`);
  if (debug) lines.push(...renderCauses(error), `cmtg ${version}, ${error.code}`);
  return `${lines.join('\n')}\n`;
}

function renderCauses(error: CmtgError): string[] {
  const lines: string[] = [];
  let current: unknown = error;
  for (let depth = 0; depth < 5 && current instanceof Error; depth++) {
    lines.push(renderSafeText(current.stack ?? current.message, { multiline: true }));
    current = current.cause;
  }
  return lines;
}

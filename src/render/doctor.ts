import { renderSafeText } from './safe-text.js';
import type { Style } from './style.js';

/** One line of the doctor, as it is shown. */
export interface ShownLine {
  readonly status: 'ok' | 'warn' | 'fail';
  readonly message: string;
  readonly cure?: string;
}

/** `ok`, `warn` or `fail`, what was found, and on a line of its own what to do about it. */
export function renderDoctorLine({ status, message, cure }: ShownLine, style: Style): string {
  const color = { ok: style.green, warn: style.yellow, fail: style.red }[status];
  const head = `${color(style.bold(status.padEnd(4)))}  ${renderSafeText(message)}\n`;
  return cure === undefined ? head : `${head}      ${style.dim('→')} ${renderSafeText(cure)}\n`;
}

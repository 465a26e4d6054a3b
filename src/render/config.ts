import { renderSafeText } from './safe-text.js';
import type { Style } from './style.js';

/** One setting as the configuration describes it. */
export interface ShownSetting {
  readonly key: string;
  readonly value: unknown;
  readonly from: string;
}

/** One line a setting: name, value, origin. What is not set stays in the list, so that its name can be found. */
export function renderConfig(settings: readonly ShownSetting[], style: Style): string {
  const rows = settings.map(({ key, value, from }) => ({ key, value: showValue(value), from, isSet: value !== null }));
  const keyWidth = Math.max(...rows.map(({ key }) => key.length));
  const valueWidth = Math.min(48, Math.max(...rows.map(({ value }) => value.length)));
  return rows
    .map(({ key, value, from, isSet }) => {
      const shown = value.padEnd(valueWidth);
      const origin = isSet ? style.dim(renderSafeText(from, { maxLength: 200 })) : '';
      return `${style.bold(key.padEnd(keyWidth))}  ${isSet ? shown : style.dim(shown)}  ${origin}`.trimEnd();
    })
    .join('\n')
    .concat('\n');
}

function showValue(value: unknown): string {
  if (value === null) return '(not set)';
  if (Array.isArray(value)) return value.length === 0 ? '(none)' : renderSafeText(value.join(', '));
  return renderSafeText(String(value));
}

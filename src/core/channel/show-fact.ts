import type { Authority, Fact } from './fact.js';

const names: Readonly<Record<Authority, string>> = { cm: 'CM', telegram: 'Telegram', assumed: 'assumed by cmtg' };

/** The value of a fact with its unit: `4 096 code points`, `yes`, `image/jpeg, image/png`. */
export function showFact({ value, unit }: Pick<Fact<unknown>, 'value' | 'unit'>): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return unit === 'number' ? group(value) : `${group(value)} ${unit}`;
  if (Array.isArray(value)) {
    return value.every((entry) => typeof entry === 'number')
      ? `${value.map(group).join(' to ')} ${unit}`
      : value.map(String).join(', ');
  }
  return String(value);
}

/** Who documents a fact, in words. */
export function showAuthorities({ by }: Pick<Fact<unknown>, 'by'>): string {
  return by.map((authority) => names[authority]).join(' and ');
}

function group(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

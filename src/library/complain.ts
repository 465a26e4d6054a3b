import { CmtgError } from '../core/errors.js';

/** Throws what a caller did wrong: nothing of it is repeated, because it may be a secret or somebody's message. */
export function complain(code: string, message: string, hint?: string): never {
  throw new CmtgError(message, { code, category: 'usage', hint });
}

/** What a value is, in a word or two, for messages about a wrong one. */
export function nameKind(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (value === '') return 'empty';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'number' && Number.isNaN(value) ? 'NaN' : `a ${typeof value}`;
}

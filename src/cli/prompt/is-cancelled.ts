import { CmtgError } from '../../core/errors.js';

/** Whether a question was answered with Ctrl-C, which is neither yes nor no. */
export function isCancelled(error: unknown): boolean {
  return error instanceof CmtgError && error.code === 'interrupted';
}

import { constants } from 'node:os';
import { CmtgError } from '../../core/errors.js';

/** A write or sync of a ledger failed. The run over it is over. */
export function writeFailed(cause: unknown): CmtgError {
  return new CmtgError(`The ledger cannot be written (${codeOf(cause)}); nothing more is posted.`, {
    code: 'ledger-write',
    category: 'input',
    hint: 'Make room or repair the disk, then resume: every message without a recorded outcome is treated as unknown.',
    cause,
  });
}

/**
 * What the file system said before anything was posted, in words: no room for the lock, a disk that is read-only, a file
 * system without hard links. Anything else is handed back as it is.
 */
export function openFailed(path: string, cause: unknown): unknown {
  if (cause instanceof CmtgError || !(cause instanceof Error && 'syscall' in cause)) return cause;
  return new CmtgError(`The ledger ${path} cannot be opened for writing (${codeOf(cause)}); nothing was posted.`, {
    code: 'ledger-write',
    category: 'input',
    hint: 'Make room or repair the disk and try again. A new run may have its ledger elsewhere: --ledger FILE.',
    cause,
  });
}

/** libuv has no name for some errors of Linux, a full quota among them; the system has. */
function codeOf(cause: unknown): string {
  if (!(cause instanceof Error && 'code' in cause)) return String(cause);
  const number = 'errno' in cause ? -Number(cause.errno) : 0;
  return Object.entries(constants.errno).find(([, errno]) => errno === number)?.[0] ?? String(cause.code);
}

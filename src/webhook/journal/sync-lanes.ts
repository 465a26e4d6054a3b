import type { JournalFiles } from './journal-files.js';

/** Syncs of one file, more than one at a time where the system allows it. */
export interface SyncLanes {
  /** Syncs that have begun and are not settled. */
  readonly running: number;
  readonly isFree: boolean;
  /**
   * A sync failed: the kernel has marked the pages clean without writing them, so no later sync of this file proves
   * anything, and those that began after it fail too.
   */
  readonly hasFailed: boolean;
  /** A free lane, for one batch. Throws when there is none. */
  take(): Lane;
}

/** What one batch is written through, and then synced through: some file systems tell an error to that descriptor only. */
export interface Lane {
  readonly fd: number;
  /** Syncs what was written. The callbacks of all lanes come in the order of the calls, whichever ends first. */
  sync(done: (error: Error | undefined) => void): void;
  /** Instead of a sync. */
  giveBack(): void;
}

/**
 * A lane for each descriptor. They must have been opened one by one: Linux tells an error of writing back to every open
 * file description once, so with a shared one the sync that comes second would look like a success (errseq_t,
 * https://docs.kernel.org/core-api/errseq.html).
 */
export function createSyncLanes(fds: readonly number[], files: JournalFiles): SyncLanes {
  const free = [...fds];
  const running: { result?: Error | null; readonly done: (error: Error | undefined) => void }[] = [];
  let failure: Error | undefined;

  const settle = () => {
    for (let first = running[0]; first?.result !== undefined; first = running[0]) {
      running.shift();
      failure ??= first.result ?? undefined;
      first.done(failure);
    }
  };

  return {
    get running() {
      return running.length;
    },
    get isFree() {
      return free.length > 0;
    },
    get hasFailed() {
      return failure !== undefined || running.some(({ result }) => result instanceof Error);
    },
    take() {
      const fd = free.shift();
      if (fd === undefined) throw new Error('No lane is free');
      return {
        fd,
        sync(done) {
          const call: (typeof running)[number] = { done };
          running.push(call);
          files.fdatasync(fd, (error) => {
            free.push(fd);
            call.result = error;
            settle();
          });
        },
        giveBack: () => void free.push(fd),
      };
    },
  };
}

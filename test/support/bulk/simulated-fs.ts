import { basename } from 'node:path';
import type { LedgerFile, LedgerFs } from '../../../src/gateway/ledger/ledger-fs.js';

interface File {
  /** What everybody reads. */
  bytes: Buffer;
  /** How much of it survives a loss of power for certain. */
  synced: number;
}

/** Thrown by everything once the power is gone; nobody catches it in time to do harm. */
export class PowerLoss extends Error {}

/**
 * A file system in memory that loses its power before the n-th operation. What was not synced then is forgotten from
 * any byte on, the last write torn anywhere; a name that was not synced may be gone.
 */
export interface SimulatedFs extends LedgerFs {
  readonly operations: number;
  readonly dead: boolean;
  /** Resolves when the power goes. */
  readonly death: Promise<'dead'>;
  /** Switches the power off now. */
  cut(): void;
  /** The disk as the next start finds it. */
  restart(failAt?: number): SimulatedFs;
}

export function createSimulatedFs(
  random: () => number,
  failAt = Number.POSITIVE_INFINITY,
  disk = new Map<string, { file: File; named: boolean }>(),
): SimulatedFs {
  let operations = 0;
  let dead = false;
  let die = (): void => {};
  const death = new Promise<'dead'>((resolve) => {
    die = () => {
      dead = true;
      resolve('dead');
    };
  });
  const never = <Value>(): Promise<Value> => new Promise(() => {});
  /** Counts an operation. After the loss nothing ever returns. */
  const step = async <Value>(act: () => Value, partly?: () => void): Promise<Value> => {
    if (dead) return never();
    operations++;
    if (operations >= failAt) {
      partly?.();
      die();
      return never();
    }
    await Promise.resolve();
    return dead ? never() : act();
  };
  const failure = (code: string): Error => Object.assign(new Error(code), { code });

  const toHandle = (file: File): LedgerFile => ({
    write: (bytes) =>
      step(
        () => {
          file.bytes = Buffer.concat([file.bytes, bytes]);
        },
        () => {
          file.bytes = Buffer.concat([file.bytes, bytes.subarray(0, Math.floor(random() * (bytes.length + 1)))]);
        },
      ),
    sync: () =>
      step(() => {
        file.synced = file.bytes.length;
      }),
    truncate: (length) =>
      step(() => {
        file.bytes = file.bytes.subarray(0, length);
        file.synced = Math.min(file.synced, length);
      }),
    close: () => step(() => {}),
  });
  const find = (path: string): File => {
    const entry = disk.get(path);
    if (entry === undefined) throw failure('ENOENT');
    return entry.file;
  };

  return {
    create: (path) =>
      step(() => {
        if (disk.has(path)) throw failure('EEXIST');
        const file = { bytes: Buffer.alloc(0), synced: 0 };
        disk.set(path, { file, named: false });
        return toHandle(file);
      }),
    open: (path) => step(() => toHandle(find(path))),
    async *read(path) {
      yield await step(() => Buffer.from(find(path).bytes));
    },
    makeDirectory: () => step(() => {}),
    syncDirectory: () =>
      step(() => {
        for (const entry of disk.values()) entry.named = true;
      }),
    createComplete: (path, text) =>
      step(() => {
        if (disk.has(path)) return false;
        const bytes = Buffer.from(text);
        disk.set(path, { file: { bytes, synced: bytes.length }, named: false });
        return true;
      }),
    readSmall: (path) => step(() => disk.get(path)?.file.bytes.toString('utf8')),
    list: () => step(() => [...disk.keys()].map((path) => basename(path))),
    remove: (path) => step(() => void disk.delete(path)),
    get operations() {
      return operations;
    },
    get dead() {
      return dead;
    },
    death,
    cut: () => die(),
    restart(next) {
      die();
      const kept = new Map<string, { file: File; named: boolean }>();
      for (const [path, { file, named }] of disk) {
        // A name that was never synced may be gone.
        if (!named && random() < 0.5) continue;
        const length = file.synced + Math.floor(random() * (file.bytes.length - file.synced + 1));
        const bytes = Buffer.from(file.bytes.subarray(0, length));
        kept.set(path, { file: { bytes, synced: bytes.length }, named: true });
      }
      return createSimulatedFs(random, next, kept);
    },
  };
}

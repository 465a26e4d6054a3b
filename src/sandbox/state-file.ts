import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CmtgError } from '../core/errors.js';
import type { ConversationSandbox } from './conversation.js';
import type { Snapshot } from './snapshot.js';

/** Reads what an earlier sandbox kept; undefined when there is no such file. Throws an `input` error for another file. */
export async function readSnapshot(file: string): Promise<Snapshot | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new CmtgError(`${file} cannot be read: ${(cause as Error).message}`, { ...broken, cause });
  }
  const snapshot = parse(text);
  if (snapshot !== undefined) return snapshot;
  throw new CmtgError(`${file} is not the state of a sandbox.`, {
    ...broken,
    hint: 'Choose another file with --state, or remove this one. It was not changed.',
  });
}

const broken = { code: 'state-unreadable', category: 'input' } as const;

function parse(text: string): Snapshot | undefined {
  try {
    const value = JSON.parse(text) as Partial<Snapshot> | null;
    const lists = [value?.chats, value?.messages, value?.deliveries, value?.exchanges];
    const isState = value?.version === 1 && typeof value.ahead === 'number' && lists.every(Array.isArray);
    return isState ? (value as Snapshot) : undefined;
  } catch {
    return undefined;
  }
}

export interface KeptState {
  /** Writes what is not written yet, and stops. Rejects when the last write failed. */
  close(): Promise<void>;
}

/**
 * Keeps a file up to date with a sandbox. A change is on disk within one write; the file is replaced whole, so that it
 * is never half written. Only the owner may read it: conversations are private. `onError` hears of a write that failed.
 */
export function keepState(
  file: string,
  sandbox: Pick<ConversationSandbox, 'subscribe'> & { snapshot(): Snapshot },
  onError: (error: CmtgError) => void,
): KeptState {
  let dirty = true;
  let writing: Promise<void> | undefined;
  let failure: CmtgError | undefined;

  async function writeAll(): Promise<void> {
    // Changes of one turn are written together.
    await Promise.resolve();
    while (dirty) {
      dirty = false;
      try {
        await replace(file, JSON.stringify(sandbox.snapshot()));
        failure = undefined;
      } catch (cause) {
        failure = new CmtgError(`${file} cannot be written: ${(cause as Error).message}`, {
          code: 'state-unwritable',
          category: 'input',
          cause,
        });
        onError(failure);
      }
    }
  }

  function save(): void {
    dirty = true;
    writing ??= writeAll().finally(() => {
      writing = undefined;
      if (dirty) save();
    });
  }

  const unsubscribe = sandbox.subscribe(save);
  save();
  return {
    async close() {
      unsubscribe();
      dirty = true;
      save();
      while (writing !== undefined) await writing;
      if (failure !== undefined) throw failure;
    },
  };
}

async function replace(file: string, text: string): Promise<void> {
  const fresh = `${file}.new`;
  // A leftover of a crash may belong to nobody else: its place is free.
  await rm(fresh, { force: true });
  const handle = await open(fresh, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.datasync();
  } finally {
    await handle.close();
  }
  await rename(fresh, file);
  const folder = await open(dirname(file), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import type { ProcessTable } from './lock.js';

/** What the composition root knows of processes; without it /proc alone is asked. */
export interface ProcessSource {
  readonly pid: number;
  readonly isAlive: (pid: number) => boolean;
}

/**
 * The processes of this machine. On Linux a process is known by its number, the boot and the tick it started in (field
 * 22 of /proc/PID/stat); elsewhere by its number alone, so that a number in use again counts as the same process, which
 * errs on the side of not sending.
 */
export async function createProcessTable(source: ProcessSource): Promise<ProcessTable> {
  const boot = (await readText('/proc/sys/kernel/random/boot_id'))?.trim();
  const started = async (pid: number): Promise<string | undefined> => {
    if (boot === undefined) return source.isAlive(pid) ? 'unknown' : undefined;
    const stat = await readText(`/proc/${pid}/stat`);
    // The name in brackets may hold anything; what follows it has fixed fields, the state first (field 3).
    const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields === undefined || fields[0] === 'Z' || fields[0] === 'X') return undefined;
    return `${boot} ${fields[19]}`;
  };
  const self = { host: hostname(), pid: source.pid, started: (await started(source.pid)) ?? 'unknown' };
  return { self, started };
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}

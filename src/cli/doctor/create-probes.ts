import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import { dirname, sep } from 'node:path';
import type { DoctorProbes } from '../../config/doctor/probes.js';
import { callMyself } from '../../http/call-myself.js';
import { probePort } from '../../http/probe-port.js';
import type { CommandContext } from '../context.js';

/** The real probes of `cmtg doctor`. */
export function createProbes({ io }: CommandContext, timeoutMs: number): DoctorProbes {
  return {
    async lookup(hostname) {
      const { lookup } = await import('node:dns/promises');
      try {
        return { addresses: (await lookup(hostname, { all: true })).map(({ address }) => address) };
      } catch (error) {
        return { code: (error as NodeJS.ErrnoException).code ?? 'unknown' };
      }
    },
    head: async (url) =>
      (await io.createHttp())({
        method: 'HEAD',
        url,
        headers: { accept: '*/*', 'user-agent': `cmtg/${io.version}` },
        timeoutMs,
        maxResponseBytes: 1024 * 1024,
        signal: io.interrupted,
      }),
    port: probePort,
    mode: async (file) => (sep === '\\' ? undefined : (await stat(file)).mode),
    writable: isWritable,
    selfCall: async (url, port) =>
      callMyself({
        url,
        port,
        nonce: randomUUID(),
        http: await io.createHttp(),
        timeoutMs,
        now: io.clock.now,
        signal: io.interrupted,
      }),
    now: io.clock.now,
  };
}

/** Numbers of proc and sysfs, from linux/magic.h: their files are what the kernel makes up. */
const inventedFileSystems: ReadonlySet<number> = new Set([0x9fa0, 0x62656572]);

/** Nothing is created: the nearest directory that exists decides. */
async function isWritable(directory: string): Promise<boolean> {
  try {
    await access(directory, constants.W_OK | constants.X_OK);
    if (!(await stat(directory)).isDirectory()) return false;
    // Root may write to /proc and /sys as far as `access` knows; no file can be made there.
    return !inventedFileSystems.has((await statfs(directory)).type);
  } catch (error) {
    const isAbsent = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return isAbsent && dirname(directory) !== directory && (await isWritable(dirname(directory)));
  }
}

import { spawnSync } from 'node:child_process';

/** Debian: `strace`. Tests that need it are skipped without it, and say so. */
export const hasStrace = spawnSync('strace', ['-V']).status === 0;

/**
 * Calls to meet. strace counts calls a thread, so a sweep over the n-th call leaves none out only when one thread makes
 * them all: files are the work of libuv's pool, which `oneFileThread` reduces to one thread, the network is the main
 * thread's.
 */
export interface Calls {
  readonly call: string;
  readonly thread: 'main' | 'files';
  /** Only calls about this path, by name or by descriptor; for files. */
  readonly path?: string;
}

/** What the n-th call meets: the process is killed before it, or it fails. `3+`: the third one and all after it. */
export interface Injection {
  readonly act: 'signal=KILL' | `error=${string}`;
  readonly when: number | `${number}+`;
}

/** Environment of a traced process: one thread for files, and no file of Node's own written on the way out. */
export const oneFileThread = { UV_THREADPOOL_SIZE: '1', NODE_DISABLE_COMPILE_CACHE: '1' };

/** The words that go before a command so that strace does something to its calls. */
export function injectInto({ call, thread, path }: Calls, { act, when }: Injection, out = '/dev/null'): string[] {
  return [
    ...['strace', '-qq', '-o', out],
    // Not with --seccomp-bpf: strace 6.1 then leaves out what it should inject.
    ...(thread === 'main' ? [] : ['-f']),
    ...(path === undefined ? [] : ['-P', path]),
    ...['-e', `trace=${call}`, '-e', `inject=${call}:${act}:when=${when}`],
  ];
}

/** Every call that puts bytes somewhere, makes them durable, or changes a name. */
const changingCalls =
  'write,writev,pwrite64,pwritev,pwritev2,sendto,sendmsg,sendmmsg,connect,fdatasync,fsync,sync_file_range,msync,ftruncate,truncate,fallocate,link,linkat,unlink,unlinkat,rename,renameat,renameat2,openat,copy_file_range,sendfile,splice';

/** The words that go before a command so that strace writes down what it changes, all bytes included. */
export function traceInto(file: string, ...injections: readonly string[]): string[] {
  return [
    ...['strace', '-f', '-y', '-qq', '-s', '1000000', '--seccomp-bpf', '-o', file],
    ...['-e', `trace=${changingCalls}`],
    ...injections.flatMap((injection) => ['-e', `inject=${injection}`]),
  ];
}

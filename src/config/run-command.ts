import { spawn } from 'node:child_process';

/** How a program ended. `failed`: it could not be started, or ended with another code than 0, or by a signal. */
export type CommandResult =
  | { readonly kind: 'done'; readonly stdout: string }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'timed-out' };

export interface CommandOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly timeoutMs: number;
  /** More output than this many bytes is a failure. */
  readonly maxBytes: number;
}

export type RunCommand = (command: readonly string[], options: CommandOptions) => Promise<CommandResult>;

/** How long output may follow after the program ended: a helper it left behind can hold the pipe open for ever. */
const LATE_OUTPUT_MS = 500;

/**
 * Runs a program without a shell and returns its standard output. It gets no standard input, and what it writes to
 * standard error is dropped, as it may hold what it should keep.
 */
export const runCommand: RunCommand = ([program = '', ...args], { cwd, env, timeoutMs, maxBytes }) =>
  new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...env },
      shell: false,
      stdio: ['ignore', 'pipe', 'ignore'],
      windowsHide: true,
    });
    const chunks: Buffer[] = [];
    let size = 0;
    let late: ReturnType<typeof setTimeout> | undefined;
    const timer = setTimeout(() => end({ kind: 'timed-out' }), timeoutMs);

    child.stdout.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > maxBytes) {
        end({ kind: 'failed', reason: 'it printed too much' });
      }
    });
    child.on('error', (error: NodeJS.ErrnoException) => {
      end({ kind: 'failed', reason: `it cannot be started (${error.code ?? 'unknown error'})` });
    });
    child.on('exit', (code, signal) => {
      const finish = () =>
        end(
          code === 0
            ? { kind: 'done', stdout: Buffer.concat(chunks).toString('utf8') }
            : { kind: 'failed', reason: signal === null ? `it ended with code ${code}` : `it ended by ${signal}` },
        );
      child.on('close', finish);
      late = setTimeout(finish, LATE_OUTPUT_MS);
    });

    function end(result: CommandResult): void {
      clearTimeout(timer);
      clearTimeout(late);
      child.kill('SIGKILL');
      child.stdout.destroy();
      child.unref();
      resolve(result);
    }
  });

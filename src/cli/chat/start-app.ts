import { type ChildProcess, spawn } from 'node:child_process';
import { type AddressInfo, connect, createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { CmtgError } from '../../core/errors.js';
import { renderSafeText } from '../../render/safe-text.js';
import { splitCommand } from '../../webhook/split-command.js';
import type { CommandContext } from '../context.js';

export interface StartedApp {
  /** Rejects when the app ends before `stop` is called. */
  readonly ended: Promise<never>;
  stop(): Promise<void>;
}

const READY_MS = 15_000;
const POLL_MS = 25;
const GRACE_MS = 2000;

/** A port on the loopback address that nobody uses at this moment. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * Starts the app under test without a shell and waits until it takes connections on its webhook port. What it prints
 * goes to stderr, every line marked. Its environment is that of cmtg and the variables given, without cmtg's own token.
 */
export async function startApp(
  command: string,
  port: number,
  variables: Readonly<Record<string, string>>,
  context: CommandContext,
): Promise<StartedApp> {
  const { io } = context;
  const [program, ...args] = splitCommand(command, '--app');
  const child = spawn(program, args, {
    cwd: io.cwd,
    env: { ...io.env, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that what the app started ends with it.
    detached: true,
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) =>
      context.note(`${context.errStyle.dim('app │')} ${renderSafeText(line)}`),
    );
  }
  let stopping = false;
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const ended = new Promise<never>((_, reject) => {
    child.once('error', (cause) => reject(appError(`--app cannot be started: ${cause.message}`, cause)));
    child.once('exit', (code, signal) => {
      if (!stopping) reject(appError(`The app under test ended by itself (${signal ?? `exit ${code}`}).`));
    });
  });
  // It may end while nobody looks.
  ended.catch(() => {});

  const stop = async (): Promise<void> => {
    stopping = true;
    if (child.pid === undefined || hasEnded(child)) return;
    const leader = child.pid;
    io.killGroup(leader, 'SIGTERM');
    const force = setTimeout(() => io.killGroup(leader, 'SIGKILL'), GRACE_MS);
    await closed;
    clearTimeout(force);
  };
  try {
    const isOver = () => child.pid === undefined || hasEnded(child);
    await Promise.race([untilListening(port, isOver, context), ended]);
    // It may have ended without having said why yet.
    if (isOver()) await ended;
  } catch (error) {
    await stop();
    throw error;
  }
  return { ended, stop };
}

async function untilListening(port: number, isOver: () => boolean, { io }: CommandContext): Promise<void> {
  for (let waited = 0; waited < READY_MS; waited += POLL_MS) {
    if (io.interrupted.aborted || isOver()) return;
    if (await isListening(port)) return;
    await io.clock.sleep(POLL_MS);
  }
  throw appError(`The app under test did not listen on port ${port} within ${READY_MS / 1000} s.`);
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true)).once('error', () => end(false));
  });
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function appError(message: string, cause?: unknown): CmtgError {
  return new CmtgError(message, {
    code: 'app-failed',
    category: 'input',
    hint: 'The app gets its port in CMTG_WEBHOOK_PORT and sends to CMTG_ENDPOINT.',
    cause,
  });
}

import type { HttpFunction } from '../core/wire/http.js';
import type { ProbeHttp } from '../http/probe-http.js';
import type { ProbePolicy } from '../media/probe-guard.js';

/** Where text goes: a terminal, a pipe, a file, or the memory of a test. */
export interface Output {
  /** Queues text; false when the reader is behind and {@link drained} should be awaited. */
  write(text: string): boolean;
  /** Resolves once the reader has caught up, or is gone. */
  drained(): Promise<void>;
  /**
   * Resolves with true once everything is written. When the signal is aborted before that, with false: the reader does
   * not read, what it has not got is given up, and does not keep the process.
   */
  settle?(signal: AbortSignal): Promise<boolean>;
  /** The reader is gone; further writes are dropped. */
  readonly closed: boolean;
  /** Resolves when the reader goes away. */
  readonly gone?: Promise<void>;
  readonly isTTY: boolean;
  /** Width of the terminal in cells. */
  readonly columns: number | undefined;
  /** The stream behind it, for packages that draw by themselves. */
  readonly stream?: NodeJS.WriteStream | undefined;
}

/** Standard input. */
export interface Input extends AsyncIterable<Uint8Array> {
  readonly isTTY: boolean;
  readonly stream?: NodeJS.ReadStream;
}

/** Time. `now` is milliseconds since 1970; `sleep` rejects with the signal's reason when it is aborted. */
export interface Clock {
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** What can be told about processes of this machine: locks name their owner. */
export interface ProcessTable {
  /** Number of this process. */
  readonly pid: number;
  isAlive(pid: number): boolean;
}

/** Another thread that answers what it is asked, in order. */
export interface Thread {
  /** `handedOver` belongs to the thread from then on. */
  ask(question: unknown, handedOver: readonly ArrayBuffer[]): void;
  onAnswer(listener: (answer: unknown) => void): void;
  /** It failed: nothing more is answered. */
  onGone(listener: () => void): void;
  stop(): void;
}

/** What the process supplies to a run of the command line; tests supply their own. */
export interface Io {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly home: string | undefined;
  readonly clock: Clock;
  /** Cryptographically strong bytes. */
  readonly randomBytes: (count: number) => Uint8Array;
  /** Loads the real network; only commands that need it call this. */
  readonly createHttp: () => Promise<HttpFunction>;
  /** Loads the guarded network of `--probe`. Only a test brings a `policy`: no flag and no variable opens what it opens. */
  readonly createProbeHttp: () => Promise<{ readonly http: ProbeHttp; readonly policy?: Partial<ProbePolicy> }>;
  readonly processes: ProcessTable;
  /**
   * Starts the thread that renders webhooks as JSON, see `json-thread.ts`. Without it everything runs in one. In the
   * background it takes only the time that nobody else wants, where the system can give a thread a priority of its own.
   */
  readonly startJsonThread?: (options: { readonly isBackground: boolean }) => Thread;
  /** Aborted by Ctrl-C or SIGTERM, with the name of the signal as reason. */
  readonly interrupted: AbortSignal;
  /** Sends a signal to a process group that cmtg started; one that is gone is no error. */
  readonly killGroup: (leader: number, signal: 'SIGTERM' | 'SIGKILL') => void;
  /** Version of Node, such as `20.18.1`. */
  readonly nodeVersion: string;
  /** Version of cmtg. */
  readonly version: string;
}

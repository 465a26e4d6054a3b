import { renderSafeText } from './safe-text.js';
import type { Style } from './style.js';

/** Answer of one target; the forward sink's results fit. */
export interface ShownAnswer {
  readonly target: string;
  readonly status: number | null;
  readonly ms: number;
  readonly body: Uint8Array;
  readonly error: string | null;
}

export interface ShownForward {
  readonly id: string;
  readonly answers: readonly ShownAnswer[];
  readonly loop: boolean;
  readonly differ: boolean;
}

const LONGEST_BODY = 4000;

/** What the targets answered, a line each; with `verbose` their bodies, too. */
export function renderForward(result: ShownForward, verbose: boolean, style: Style): string {
  if (result.loop) {
    return `  ${style.yellow('not forwarded')} ${result.id}: it came back from a target, and would go round for ever\n`;
  }
  const lines = result.answers.map((answer) => renderAnswer(result.id, answer, verbose, style));
  if (result.differ) lines.push(`  ${style.yellow('the targets answered differently')} to ${result.id}\n`);
  return lines.join('');
}

function renderAnswer(
  id: string,
  { target, status, ms, body, error }: ShownAnswer,
  verbose: boolean,
  style: Style,
): string {
  const arrow = style.unicode ? '→' : '->';
  const shown = status === null ? style.red(renderSafeText(error ?? 'no answer')) : renderStatusCode(status, style);
  const head = `  ${arrow} ${shown} ${style.dim(`${Math.round(ms)} ms`)} ${renderSafeText(target, { maxLength: 120 })} ${style.dim(id)}\n`;
  return verbose ? head + indent(decode(body)) : head;
}

/** A status in the colour of what it means for a webhook: CM takes nothing but 200. */
export function renderStatusCode(status: number, style: Style): string {
  const color = status === 200 ? style.green : status < 400 ? style.yellow : style.red;
  return color(`HTTP ${status}`);
}

export interface ShownExec {
  readonly id: string;
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly ms: number;
  readonly timedOut: boolean;
  readonly error: string | null;
  readonly output: string;
}

/** How a program ended; what it printed with `verbose`, or when it failed. */
export function renderExec(result: ShownExec, verbose: boolean, style: Style): string {
  const failed = result.exitCode !== 0;
  const color = failed ? style.red : style.green;
  const head = `  exec ${color(describeEnd(result))} ${style.dim(`${Math.round(result.ms)} ms ${result.id}`)}\n`;
  return verbose || failed ? head + indent(result.output) : head;
}

function describeEnd({ exitCode, signal, timedOut, error }: ShownExec): string {
  if (error !== null) return `could not be started: ${renderSafeText(error, { maxLength: 200 })}`;
  if (timedOut) return 'ended after its time-out';
  return exitCode === null ? `ended by ${signal}` : `exit ${exitCode}`;
}

export interface ShownReply {
  readonly id: string;
  readonly to: string;
  readonly state: string | null;
  readonly details: string | null;
  readonly skipped: string | null;
}

const skipWords: Readonly<Record<string, string>> = {
  'no-sender': 'it has no sender',
  'own-message': 'it comes from the bot itself',
  echo: 'it is the answer itself, come back',
  repeated: 'the same webhook was answered before',
  'other-channel': 'it came from another channel',
  'too-many': 'this chat was answered often enough within a minute',
};

/** Whether a message was answered. */
export function renderReply({ id, to, state, details, skipped }: ShownReply, style: Style): string {
  if (skipped !== null) return `  ${style.yellow('not answered')} ${id}: ${skipWords[skipped] ?? skipped}\n`;
  const color = state === 'accepted' ? style.green : style.red;
  const said = details === null ? '' : `: ${renderSafeText(details, { maxLength: 200 })}`;
  return `  answered ${renderSafeText(to, { maxLength: 40 })}: ${color(state ?? 'unknown')}${said} ${style.dim(id)}\n`;
}

export interface ShownMedia {
  readonly id: string;
  readonly uri: string;
  readonly file: string | null;
  readonly bytes: number;
  readonly refused: string | null;
}

/** Where a file went, or why it was not downloaded. */
export function renderMedia({ id, file, bytes, refused }: ShownMedia, style: Style): string {
  return file === null
    ? `  ${style.yellow('not downloaded')} ${id}: ${renderSafeText(refused ?? '', { maxLength: 200 })}\n`
    : `  saved ${renderSafeText(file)} ${style.dim(`${bytes} bytes ${id}`)}\n`;
}

function decode(body: Uint8Array): string {
  return new TextDecoder().decode(body.subarray(0, 4 * LONGEST_BODY));
}

function indent(text: string): string {
  if (text.trim() === '') return '';
  const safe = renderSafeText(text.trimEnd(), { multiline: true, maxLength: LONGEST_BODY });
  return safe
    .split('\n')
    .map((line) => `      ${line}\n`)
    .join('');
}

import { describeErrorCode } from '../core/wire/cm-errors.js';
import type { RecipientResult, State } from '../core/wire/outcome.js';
import { renderSafeText } from './safe-text.js';
import type { Style } from './style.js';

/** One line a recipient and part: sign, state, chat, reference, and what CM said. */
export function renderResults(results: readonly RecipientResult[], style: Style): string {
  const width = Math.max(...results.map(({ to }) => to.length), 0);
  return results.map((result) => `${renderResult(result, Math.min(width, 24), style)}\n`).join('');
}

function renderResult(result: RecipientResult, width: number, style: Style): string {
  const { to, reference, part, state, errorCode, details } = result;
  const words = [
    `${signOf(state, style)} ${colorOf(state, style)(state.padEnd(8))}`,
    renderSafeText(to, { maxLength: 40 }).padEnd(width),
    part === undefined ? '' : `part ${part.index}/${part.of}`,
    reference === null ? '' : style.dim(`reference ${renderSafeText(reference, { maxLength: 64 })}`),
    state === 'accepted' ? '' : describeFailure(errorCode, details),
  ];
  return words.filter((word) => word !== '').join('  ');
}

function describeFailure(errorCode: number | null, details: string | null): string {
  const code =
    errorCode === null || errorCode === 0 ? '' : `error ${errorCode} (${describeErrorCode(errorCode).meaning})`;
  const said = details === null ? '' : renderSafeText(details, { maxLength: 200 });
  return [code, said].filter((word) => word !== '').join(': ');
}

function signOf(state: State, style: Style): string {
  const [fancy, ascii] = { accepted: ['✓', '+'], rejected: ['✗', 'x'], 'not-sent': ['–', '-'], unknown: ['?', '?'] }[
    state
  ];
  return colorOf(state, style)((style.unicode ? fancy : ascii) ?? '');
}

function colorOf(state: State, style: Style): (text: string) => string {
  return { accepted: style.green, rejected: style.red, 'not-sent': style.yellow, unknown: style.magenta }[state];
}

/** What to do next, one line each: per error code, per reason, and for what is unknown. */
export function renderAdvice(results: readonly RecipientResult[], style: Style): string {
  const advice = new Set<string>();
  for (const result of results) {
    if (result.state === 'accepted') continue;
    if (result.errorCode !== null && result.errorCode !== 0) advice.add(describeErrorCode(result.errorCode).todo);
    const byReason = result.reason === undefined ? undefined : reasonAdvice[result.reason];
    if (byReason !== undefined) advice.add(byReason);
  }
  const unknown = results.filter(({ state }) => state === 'unknown');
  if (unknown.length > 0) advice.add(unknownAdvice(unknown));
  return [...advice].map((line) => `${style.cyan('next:')} ${renderSafeText(line)}\n`).join('');
}

const reasonAdvice: Readonly<Partial<Record<NonNullable<RecipientResult['reason']>, string>>> = {
  unreachable:
    'Check the network and the proxy (HTTPS_PROXY, NO_PROXY), then run the same command again: nothing was sent.',
  tls: 'The server’s certificate was not trusted; behind a company proxy set NODE_EXTRA_CA_CERTS. Nothing was sent.',
  account:
    'Check the product token (CMTG_PRODUCT_TOKEN), the account’s balance and its IP restrictions at CM. Nothing was sent.',
  'rate-limited': 'Wait and send the rest again, or give --max-wait more time.',
  'too-large': 'CM refused the size of the request: shorten the message.',
  'earlier-part-failed': 'Parts behind a failed one are held back, so that nobody reads a text with a hole.',
};

function unknownAdvice(unknown: readonly RecipientResult[]): string {
  const references = unknown.slice(0, 3).map(({ reference }) => reference ?? '(none)');
  const more = unknown.length > 3 ? ` and ${unknown.length - 3} more` : '';
  return `It is not known whether CM took ${unknown.length === 1 ? 'this message' : 'these messages'}. Look up the reference in CM’s message log (${references.join(', ')}${more}) before you send again; --on-unknown resend accepts that people may get it twice.`;
}

import { hasBotToken } from '../core/channel/bot-token.js';
import { CmtgError } from '../core/errors.js';
import { suggest } from '../core/payload/suggest.js';
import { isRuleId, ruleIds } from '../core/rules/catalogue.js';
import { checkTokenCharacters } from '../core/wire/build-request.js';
import { judgeEndpoint } from '../core/wire/judge-endpoint.js';
import type { ClientOptions } from './client-types.js';
import { complain, nameKind } from './complain.js';

const code = 'client-options';

/**
 * Says what is wrong with the options of a client before anything is sent with them. A program in JavaScript, or one
 * that reads its environment, may pass anything.
 */
export function checkClientOptions(options: ClientOptions): void {
  if (typeof options !== 'object' || options === null)
    complain(code, `A client needs options; they are ${nameKind(options)}.`);
  const given: { readonly [Name in keyof ClientOptions]?: unknown } = options;
  checkProductToken(given.productToken);
  if (typeof given.from !== 'string' || given.from.trim() === '') {
    complain(code, `A client needs a bot ID as text in \`from\`; it is ${nameKind(given.from)}.`, SHOWN_BY_CM);
  }
  checkEndpoint(given.endpoint, given.http !== undefined);
  checkNumber('timeoutMs', given.timeoutMs, { least: 1 });
  checkNumber('retries', given.retries, { least: 0, isWhole: true });
  checkNumber('maxWaitMs', given.maxWaitMs, { least: 0 });
  if (given.onUnknown !== undefined && given.onUnknown !== 'skip' && given.onUnknown !== 'resend') {
    complain(code, '`onUnknown` takes "skip" or "resend".');
  }
  if (given.http !== undefined && typeof given.http !== 'function') {
    complain(code, `\`http\` takes a function; it is ${nameKind(given.http)}.`);
  }
  checkRules(given.rules);
}

const SHOWN_BY_CM = 'CM’s Channels app shows it.';
const FROM_ENVIRONMENT =
  'CM’s Channels app shows it. If you pass a variable such as process.env.CMTG_PRODUCT_TOKEN, it is not set. The sandbox takes any text.';

function checkProductToken(token: unknown): void {
  if (typeof token !== 'string' || token === '') {
    complain(
      code,
      `A client needs CM’s product token in \`productToken\`; it is ${nameKind(token)}.`,
      FROM_ENVIRONMENT,
    );
  }
  if (hasBotToken(token)) {
    complain(
      'token-is-bot-token',
      'The product token is a Telegram bot token.',
      'CM’s own token stands in its Channels app.',
    );
  }
  checkTokenCharacters(token);
}

/** As the command line does it: the token goes nowhere without encryption, but to this machine. */
function checkEndpoint(endpoint: unknown, hasOwnHttp: boolean): void {
  if (endpoint === undefined) return;
  if (typeof endpoint !== 'string') complain(code, `\`endpoint\` takes an address; it is ${nameKind(endpoint)}.`);
  const problem = judgeEndpoint(endpoint);
  if (problem === undefined) return;
  // A sandbox without a socket has an address of this kind, which only its own function understands.
  const { protocol, hostname } = problem === 'no-address' ? { protocol: '', hostname: '' } : new URL(endpoint);
  if (problem === 'unencrypted' && hasOwnHttp && protocol === 'http:' && hostname.endsWith('.localhost')) return;
  const words = {
    'no-address': 'The endpoint is not an address.',
    'holds-password': 'The endpoint holds a user name or a password.',
    unencrypted: `The product token is not sent to ${hostname || 'this address'} without encryption.`,
  };
  throw new CmtgError(words[problem], {
    code: 'token-destination',
    category: 'config',
    hint: 'Use an https address; plain http is for this machine only, such as http://127.0.0.1:8787.',
  });
}

function checkNumber(
  name: string,
  value: unknown,
  { least, isWhole = false }: { least: number; isWhole?: boolean },
): void {
  if (value === undefined) return;
  const fits =
    typeof value === 'number' && Number.isFinite(value) && value >= least && (!isWhole || Number.isInteger(value));
  if (!fits) complain(code, `\`${name}\` takes a ${isWhole ? 'whole ' : ''}number of at least ${least}.`);
}

function checkRules(rules: unknown): void {
  if (rules === undefined) return;
  if (typeof rules !== 'object' || rules === null)
    complain(code, `\`rules\` takes an object; it is ${nameKind(rules)}.`);
  for (const [id, severity] of Object.entries(rules)) {
    if (!isRuleId(id)) {
      const near = suggest(id, ruleIds);
      complain(
        code,
        `There is no rule “${id.slice(0, 60)}”.`,
        near === undefined ? undefined : `Did you mean ${near}?`,
      );
    }
    if (!['error', 'warning', 'info', 'off'].includes(String(severity))) {
      complain(code, `The rule ${id} takes "error", "warning", "info" or "off".`);
    }
  }
}

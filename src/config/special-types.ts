import { hasBotToken } from '../core/channel/bot-token.js';
import { defaultEndpoint } from '../core/channel/cm.js';
import type { RuleSetting } from './settings.js';
import type { Parsed, ValueType } from './value-types.js';

const show = <Value>(value: Value): Value => value;

/** The address requests go to: http or https, without credentials, because the address is printed. */
export function address(): ValueType<string> {
  const reason = `must be an address such as ${defaultEndpoint.value}`;
  const fromText = (given: string): Parsed<string> => {
    const trimmed = given.trim();
    if (!URL.canParse(trimmed)) {
      return { reason };
    }
    const url = new URL(trimmed);
    if (url.protocol !== 'https:' && url.protocol !== 'http:') {
      return { reason };
    }
    return url.username !== '' || url.password !== ''
      ? { reason: 'must not hold a user name or a password' }
      : { value: trimmed };
  };
  return {
    fromFile: (raw) => (typeof raw === 'string' ? fromText(raw) : { reason }),
    fromText,
    show,
    schema: { type: 'string', format: 'uri', pattern: '^https?://' },
  };
}

const GUID = /[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}/i;

/** The path of the file that holds the product token. Catches the token itself, which errors would repeat as a path. */
export function tokenPath(): ValueType<string> {
  const fromText = (given: string): Parsed<string> => {
    if (hasBotToken(given) || GUID.test(given)) {
      return { reason: 'must be the path of a file that holds the token, not the token itself' };
    }
    return given.trim() === '' || given.includes('\0') ? { reason: 'must be the path of a file' } : { value: given };
  };
  return {
    fromFile: (raw) => {
      if (raw === '-') {
        return { reason: 'must be the path of a file; standard input is named only by --product-token-file -' };
      }
      return typeof raw === 'string' ? fromText(raw) : { reason: 'must be the path of a file' };
    },
    fromText,
    show,
    schema: { type: 'string', minLength: 1 },
  };
}

/** The product token. Its shape is looked at when it is used. */
export function secret(): ValueType<string> {
  const fromFile = (raw: unknown): Parsed<string> => {
    if (typeof raw !== 'string' || raw.trim() === '') {
      return { reason: 'must be text' };
    }
    return { value: raw.trim() };
  };
  return { fromFile, fromText: fromFile, show: () => '(hidden)', schema: { type: 'string', minLength: 1 } };
}

/** A program and its arguments, run without a shell. One text is split at spaces as long as no shell would be needed. */
export function command(): ValueType<readonly string[]> {
  const fromFile = (raw: unknown): Parsed<readonly string[]> => {
    if (typeof raw === 'string' && /["'`$|&;<>()*?~\\\r\n\0]/.test(raw)) {
      return { reason: 'is run without a shell: write it as a list, such as ["pass", "show", "cm/token"]' };
    }
    const words: unknown = typeof raw === 'string' ? raw.split(/ +/).filter((word) => word !== '') : raw;
    return Array.isArray(words) &&
      words.length > 0 &&
      words[0] !== '' &&
      words.every((word) => typeof word === 'string' && !word.includes('\0'))
      ? { value: words }
      : { reason: 'must be a list of a program and its arguments' };
  };
  // The arguments may name a secret's place, or hold one by mistake: only the program is shown.
  return {
    fromFile,
    fromText: fromFile,
    show: ([program]) => `${program} …`,
    schema: { type: ['array', 'string'], items: { type: 'string' }, minItems: 1 },
  };
}

const RULE_SETTINGS: readonly RuleSetting[] = ['error', 'warning', 'info', 'off'];
const RULE_ID = /^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/;

/** Rule id → severity; as text, and as a list from flags, `id=severity` separated by commas. */
export function ruleSettings(): ValueType<Readonly<Record<string, RuleSetting>>> {
  const reason = `must name rules and set each to one of: ${RULE_SETTINGS.join(', ')} (such as text/too-long=warning)`;
  const parse = (entries: readonly (readonly unknown[])[]): Parsed<Readonly<Record<string, RuleSetting>>> => {
    const value = new Map<string, RuleSetting>();
    for (const [id, given] of entries) {
      const setting = RULE_SETTINGS.find((candidate) => candidate === given);
      if (typeof id !== 'string' || !RULE_ID.test(id) || setting === undefined) {
        return { reason };
      }
      value.set(id, setting);
    }
    return { value: Object.fromEntries(value) };
  };
  const split = (given: string): string[][] =>
    given.split(',').map((pair) => pair.split('=').map((side) => side.trim()));
  return {
    fromFile: (raw) => {
      if (Array.isArray(raw)) {
        return raw.every((pair) => typeof pair === 'string') ? parse(raw.flatMap(split)) : { reason };
      }
      return typeof raw === 'object' && raw !== null ? parse(Object.entries(raw)) : { reason };
    },
    fromText: (given) => parse(split(given)),
    show,
    schema: { type: 'object', additionalProperties: { enum: RULE_SETTINGS } },
  };
}

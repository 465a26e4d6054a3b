import { CmtgError } from '../errors.js';
import { suggest } from '../payload/suggest.js';
import { type ParsedWebhook, webhookKinds } from './parsed-webhook.js';
import { parsePointer, readPointer } from './pointer.js';

/** Whether a webhook passes. */
export type WebhookFilter = (webhook: ParsedWebhook) => boolean;

/** Tests a regular expression against foreign text; give one that ends in bounded time. */
export type TestPattern = (pattern: RegExp, text: string) => boolean;

export const filterFields = ['kind', 'from', 'to', 'channel', 'text'] as const;
type FilterField = (typeof filterFields)[number];

const HINT =
  'For example kind=message, from=987654321, text=/^\\/start/, text!=stop, /message/custom/location/label=Home';
/** Longer texts are cut before a regular expression sees them; Telegram's longest text fits four times. */
const LONGEST_TESTED = 16_384;

/**
 * Reads filters of the form `field=value` or `field!=value`; a webhook must pass all of them.
 *
 * The fields: `kind` (several by commas), `from`, `to`, `channel` (equal, whatever the case), `text` (contains), or a
 * JSON pointer into the body (equal; anything but a string is compared as JSON). `/regex/` and `/regex/i` as value
 * match anywhere, in every field. Throws CmtgError of category `usage`.
 */
export function parseFilters(filters: readonly string[], testPattern: TestPattern = test): WebhookFilter {
  const all = filters.map((filter) => parseFilter(filter, testPattern));
  return (webhook) => all.every((passes) => passes(webhook));
}

function parseFilter(filter: string, testPattern: TestPattern): WebhookFilter {
  const match = /^([^=!]*(?:!(?!=)[^=!]*)*)(!?=)(.*)$/s.exec(filter);
  if (match === null) throw invalid(`--filter takes field=value, not “${filter}”.`, HINT);
  const [, field = '', operator = '=', value = ''] = match;
  const read = createReader(field.trim());
  const matches = createMatcher(field.trim(), value, testPattern);
  return (webhook) => matches(read(webhook)) === (operator === '=');
}

/** Undefined where a webhook has no such value; then it equals nothing. */
type Reader = (webhook: ParsedWebhook) => string | undefined;

function createReader(field: string): Reader {
  if (field.startsWith('/')) return createPointerReader(field);
  const readers: Readonly<Record<FilterField, Reader>> = {
    kind: (webhook) => webhook.kind,
    from: (webhook) => ('from' in webhook ? webhook.from.number : undefined),
    to: (webhook) => ('to' in webhook ? webhook.to.number : undefined),
    channel: (webhook) => ('channel' in webhook ? webhook.channel : undefined),
    text: (webhook) => (webhook.kind === 'message' ? webhook.text : undefined),
  };
  if (Object.hasOwn(readers, field)) return readers[field as FilterField];
  const near = suggest(field, filterFields);
  throw invalid(
    `--filter knows no field “${field}”.`,
    near === undefined
      ? `It knows ${filterFields.join(', ')} and JSON pointers such as /message/text.`
      : `Did you mean “${near}”?`,
  );
}

function createPointerReader(pointer: string): Reader {
  const steps = parsePointer(pointer);
  if (steps === undefined)
    throw invalid(`“${pointer}” is not a JSON pointer.`, '~ is written ~0 and / is written ~1 in a key.');
  return ({ raw }) => {
    const value = readPointer(raw, steps);
    return typeof value === 'string' || value === undefined ? value : JSON.stringify(value);
  };
}

function createMatcher(field: string, value: string, testPattern: TestPattern): (text: string | undefined) => boolean {
  const pattern = parsePattern(value);
  if (pattern !== undefined) {
    return (text) => text !== undefined && testPattern(pattern, text.slice(0, LONGEST_TESTED));
  }
  if (field === 'text') return (text) => text?.includes(value) === true;
  if (field.startsWith('/')) return (text) => text === value;
  const wanted = (field === 'kind' ? value.split(',') : [value]).map((word) => word.trim().toLowerCase());
  const wrong = field === 'kind' ? wanted.find((word) => !webhookKinds.some((kind) => kind === word)) : undefined;
  if (wrong !== undefined)
    throw invalid(`--filter knows no kind “${wrong}”.`, `The kinds are ${webhookKinds.join(', ')}.`);
  return (text) => text !== undefined && wanted.includes(text.toLowerCase());
}

/** `/…/` with the flags i, m, s or u. */
function parsePattern(value: string): RegExp | undefined {
  const match = /^\/(.+)\/([imsu]{0,4})$/s.exec(value);
  if (match === null) return undefined;
  try {
    return new RegExp(match[1] ?? '', match[2]);
  } catch (cause) {
    throw invalid(`${value} is not a regular expression.`, undefined, cause);
  }
}

function test(pattern: RegExp, text: string): boolean {
  return pattern.test(text);
}

function invalid(message: string, hint?: string, cause?: unknown): CmtgError {
  return new CmtgError(message, { code: 'filter-invalid', category: 'usage', hint, cause });
}

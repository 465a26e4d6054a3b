/** One entry of the answer's `messages`, as far as it can be read. */
export interface AnswerEntry {
  readonly to: string | null;
  readonly reference: string | null;
  readonly status: 'accepted' | 'rejected' | 'other';
  readonly errorCode: number | null;
  readonly details: string | null;
  readonly smsParts: number | null;
}

/** CM's answer to a request, as far as it can be read. */
export interface Answer {
  readonly details: string | null;
  readonly errorCode: number | null;
  readonly entries: readonly AnswerEntry[];
}

/**
 * Reads a response body as CM's answer. Null when it is no JSON object: HTML, half a document, something else.
 *
 * Keys are matched without regard to case (CM says its JSON keys are case-insensitive) and every one may be missing:
 * answers of 2018 had no error codes. Numbers that arrive as strings are taken as numbers (CM's Java SDK types
 * `messageErrorCode` as a string).
 */
export function parseAnswer(body: Uint8Array): Answer | null {
  const root = readObject(parseJson(body));
  if (root === null) return null;
  const messages = root.get('messages');
  return {
    details: readText(root.get('details')),
    errorCode: readInteger(root.get('errorcode')),
    entries: Array.isArray(messages) ? messages.map(readEntry).filter((entry) => entry !== null) : [],
  };
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as unknown;
  } catch {
    return undefined;
  }
}

function readEntry(value: unknown): AnswerEntry | null {
  if (isCanonical(value)) {
    const { to, reference, status, parts, messageDetails, messageErrorCode } = value;
    return toEntry(to, reference, status, messageErrorCode, messageDetails, parts);
  }
  const entry = readObject(value);
  if (entry === null) return null;
  return toEntry(
    entry.get('to'),
    entry.get('reference'),
    entry.get('status'),
    entry.get('messageerrorcode'),
    entry.get('messagedetails'),
    entry.get('parts'),
  );
}

function toEntry(
  to: unknown,
  reference: unknown,
  status: unknown,
  errorCode: unknown,
  details: unknown,
  parts: unknown,
): AnswerEntry {
  return {
    to: readName(to),
    reference: readName(reference),
    status: readStatus(status),
    errorCode: readInteger(errorCode),
    details: readText(details),
    smsParts: readInteger(parts),
  };
}

function readStatus(value: unknown): AnswerEntry['status'] {
  // As CM writes it; anything else is looked at more closely.
  if (value === 'Accepted') return 'accepted';
  const word = readText(value)?.trim().toLowerCase();
  return word === 'accepted' || word === 'rejected' ? word : 'other';
}

type Canonical = Record<'to' | 'reference' | 'status' | 'parts' | 'messageDetails' | 'messageErrorCode', unknown>;

/** An entry of exactly the names that CM writes, which is nearly every one, needs no search. JSON holds no undefined. */
function isCanonical(value: unknown): value is Canonical {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { to, reference, status, parts, messageDetails, messageErrorCode } = value as Canonical;
  let names = 0;
  for (const _name in value) names++;
  return (
    to !== undefined &&
    reference !== undefined &&
    status !== undefined &&
    parts !== undefined &&
    messageDetails !== undefined &&
    messageErrorCode !== undefined &&
    names === 6
  );
}

/** The object's own members by lower-case name; of two names that differ in case only, the first counts. */
function readObject(value: unknown): Map<string, unknown> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const members = new Map<string, unknown>();
  for (const [key, member] of Object.entries(value)) {
    const name = key.toLowerCase();
    if (!members.has(name)) members.set(name, member);
  }
  return members;
}

function readText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function readName(value: unknown): string | null {
  return typeof value === 'number' ? String(value) : readText(value);
}

function readInteger(value: unknown): number | null {
  const number = typeof value === 'string' && /^\s*-?\d+\s*$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
}

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
    entries: Array.isArray(messages) ? messages.flatMap(readEntry) : [],
  };
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as unknown;
  } catch {
    return undefined;
  }
}

function readEntry(value: unknown): AnswerEntry[] {
  const entry = isCanonical(value)
    ? { get: (name: keyof typeof canonical) => value[canonical[name]] }
    : readObject(value);
  if (entry === null) return [];
  const status = readText(entry.get('status'))?.trim().toLowerCase();
  return [
    {
      to: readName(entry.get('to')),
      reference: readName(entry.get('reference')),
      status: status === 'accepted' || status === 'rejected' ? status : 'other',
      errorCode: readInteger(entry.get('messageerrorcode')),
      details: readText(entry.get('messagedetails')),
      smsParts: readInteger(entry.get('parts')),
    },
  ];
}

/** The names as CM writes them: an entry of exactly these, which is nearly every one, needs no search. */
const canonical = {
  to: 'to',
  reference: 'reference',
  status: 'status',
  messageerrorcode: 'messageErrorCode',
  messagedetails: 'messageDetails',
  parts: 'parts',
} as const;
const canonicalNames = Object.values(canonical);

function isCanonical(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  return (
    Object.keys(value).length === canonicalNames.length && canonicalNames.every((name) => Object.hasOwn(value, name))
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

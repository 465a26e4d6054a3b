import type { JsonObject, JsonValue } from '../payload/payload.js';
import { decodeString } from './decode-string.js';
import type { JsonFault } from './json-faults.js';
import { walkJson } from './walk-json.js';

/** What can be read of a malformed JSON text, and where its faults are. */
export interface Recovery {
  readonly faults: readonly { readonly fault: JsonFault; readonly offset: number; readonly length: number }[];
  /** The values that could be understood; undefined when there is none, or when there are more faults than sense. */
  readonly document?: JsonValue;
}

/** After so many faults a text is not JSON with mistakes in it but something else. */
const MOST_FAULTS = 20;

/** Reads a malformed text as far as it can be understood: what is broken is left out, what stands around it kept. */
export function recoverJson(text: string): Recovery {
  const faults: { fault: JsonFault; offset: number; length: number }[] = [];
  const open: { readonly value: JsonValue[] | JsonObject; key: string | undefined }[] = [];
  let document: JsonValue | undefined;

  walkJson(
    text,
    {
      open: (kind) => {
        const value: JsonValue[] | JsonObject = kind === '{' ? (Object.create(null) as JsonObject) : [];
        add(value);
        open.push({ value, key: undefined });
      },
      close: () => void open.pop(),
      key: (offset, end) => {
        const object = open.at(-1);
        if (object !== undefined) object.key = decodeString(text, offset, end);
      },
      value: (offset, end) => add(readScalar(text, offset, end)),
    },
    (fault, offset, length) => {
      faults.push({ fault, offset, length });
      return faults.length < MOST_FAULTS;
    },
  );
  return { faults, ...(document === undefined || faults.length >= MOST_FAULTS ? {} : { document }) };

  function add(value: JsonValue | undefined): void {
    const parent = open.at(-1);
    if (parent === undefined) document ??= value;
    // An array keeps the place of what is broken, so that the indexes of the others stay true.
    else if (Array.isArray(parent.value)) parent.value.push(value ?? null);
    else if (parent.key !== undefined && value !== undefined) {
      (parent.value as Record<string, JsonValue>)[parent.key] = value;
    }
  }
}

function readScalar(text: string, offset: number, end: number): JsonValue | undefined {
  if (text[offset] === '"') return decodeString(text, offset, end);
  try {
    return JSON.parse(text.slice(offset, end)) as JsonValue;
  } catch {
    return undefined;
  }
}

import { CmtgError } from '../../errors.js';
import { parsePointer, writePointer } from '../pointer.js';

/** One value to put into a made-up webhook. */
export interface ValueToSet {
  readonly pointer: string;
  readonly steps: readonly string[];
  readonly value: unknown;
}

const HINT =
  'For example --set /from/number=987654321 (a string), or --set /message/custom/location/latitude:=51.5 (JSON).';

/** Reads `pointer=text` and `pointer:=json`. Throws CmtgError of category `usage`. */
export function parseValueToSet(setting: string): ValueToSet {
  const at = setting.indexOf('=');
  const isJson = at > 0 && setting[at - 1] === ':';
  const pointer = setting.slice(0, isJson ? at - 1 : Math.max(0, at));
  const steps = parsePointer(pointer);
  if (at === -1 || steps === undefined) throw invalid(`--set takes pointer=value, not “${setting}”.`);
  const text = setting.slice(at + 1);
  return { pointer, steps, value: isJson ? readJson(text) : text };
}

/** The document with every value set. Throws CmtgError of category `usage` where a pointer leads nowhere. */
export function setValues(document: unknown, values: readonly ValueToSet[]): unknown {
  let result = document;
  for (const { pointer, steps, value } of values) {
    const next = writePointer(result, steps, value);
    if (next === undefined) throw invalid(`--set: ${pointer} leads into a value that is neither object nor array.`);
    result = next;
  }
  return result;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid(`--set: ${text} is not JSON.`, cause);
  }
}

function invalid(message: string, cause?: unknown): CmtgError {
  return new CmtgError(message, { code: 'set-invalid', category: 'usage', hint: HINT, cause });
}

import type { Path } from '../diagnostics/diagnostic.js';
import { isObject } from './field-reader.js';

/** Steps of a JSON pointer (RFC 6901), or undefined when it is none. */
export function parsePointer(pointer: string): string[] | undefined {
  if (!pointer.startsWith('/') || /~(?![01])/.test(pointer)) return undefined;
  return pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The path that the pointer of a finding stands for: what is all digits is the index of an array. */
export function pointerToPath(pointer: string): Path {
  return (parsePointer(pointer) ?? []).map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

/** The value a pointer leads to, undefined when there is none. Keys match whatever their case, as CM's do. */
export function readPointer(document: unknown, steps: readonly string[]): unknown {
  let value = document;
  for (const step of steps) {
    if (Array.isArray(value)) value = /^\d{1,9}$/.test(step) ? value[Number(step)] : undefined;
    else if (isObject(value))
      value = Object.entries(value).findLast(([key]) => key === step || key.toLowerCase() === step.toLowerCase())?.[1];
    else return undefined;
  }
  return value;
}

/**
 * The document with one value replaced or added; the original stays as it is. `-` appends to an array, missing objects
 * on the way are made. Undefined when a step leads into a value that is neither object nor array.
 */
export function writePointer(document: unknown, steps: readonly string[], value: unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (Array.isArray(document)) {
    const index = step === '-' ? document.length : Number(step);
    if (!Number.isInteger(index) || index < 0 || index > document.length) return undefined;
    const inner = writePointer(document[index] ?? {}, rest, value);
    return inner === undefined ? undefined : [...document.slice(0, index), inner, ...document.slice(index + 1)];
  }
  if (!isObject(document)) return undefined;
  const entries = new Map<string, unknown>(Object.entries(document));
  const inner = writePointer(entries.get(step) ?? {}, rest, value);
  if (inner === undefined) return undefined;
  // fromEntries defines `__proto__` as a key like any other, which an assignment would not.
  return Object.fromEntries(entries.set(step, inner));
}

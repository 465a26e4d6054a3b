import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkPayload } from '../../src/core/check-payload.js';
import type { Diagnostic, SourceRange } from '../../src/core/diagnostics/diagnostic.js';
import { fillIn, mediaSample, textSample } from '../support/cm-samples.js';

const base = JSON.parse(fillIn(mediaSample)) as unknown;
const anything = fc.oneof(
  fc.constantFrom<unknown>(null, true, 5, -1.5, '', ' ', 'x', '+31 6 12345678', '@name', [], {}, [null], { a: 1 }),
  fc.constantFrom(
    '\ud83d',
    'p\u0061\u030a',
    '日本語👩‍👩‍👧',
    'a'.repeat(4097),
    'http://10.0.0.1/a',
    '{{name}}',
    '\u202e\u0007\n',
  ),
);
const oddKey = fc.constantFrom('refernce', 'Body', 'FROM', '__proto__', 'template', 'ключ', 'a\tb', '~/', '');

/** Replaces, adds or takes out a member or entry somewhere in a document. */
const edit = fc.record({ steps: fc.array(fc.nat(9), { maxLength: 8 }), value: anything, key: oddKey, how: fc.nat(3) });

function applyEdit(
  document: unknown,
  { steps, value, key, how }: { steps: number[]; value: unknown; key: string; how: number },
): unknown {
  const copy = structuredClone(document);
  let at: unknown = copy;
  for (const step of steps) {
    const inner =
      typeof at === 'object' && at !== null ? Object.values(at)[step % Math.max(1, Object.keys(at).length)] : undefined;
    if (typeof inner !== 'object' || inner === null) break;
    at = inner;
  }
  if (typeof at !== 'object' || at === null) return copy;
  const names = Object.keys(at);
  const name = names[(steps[0] ?? 0) % Math.max(1, names.length)] ?? key;
  if (how === 0) Object.defineProperty(at, name, { value, enumerable: true, configurable: true, writable: true });
  else if (how === 1) Reflect.deleteProperty(at, name);
  else if (Array.isArray(at)) at.push(value);
  else Object.defineProperty(at, key, { value, enumerable: true, configurable: true, writable: true });
  return copy;
}

/** What stands at a JSON pointer: a key as it is spelt, or the last of any case. Undefined when nothing does. */
function read(document: unknown, pointer: string, spelt: boolean): unknown {
  let value = document;
  for (const step of pointer
    .split('/')
    .slice(1)
    .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'))) {
    if (typeof value !== 'object' || value === null) return undefined;
    const names = Object.keys(value);
    const name =
      (spelt ? names.find((known) => known === step) : undefined) ??
      names.findLast((known) => known.toLowerCase() === step.toLowerCase());
    if (name === undefined) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

function offsetOf(text: string, line: number, column: number): number {
  const lines = text.split('\n');
  const start = lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0);
  return start + [...(lines[line - 1] ?? '')].slice(0, column - 1).join('').length;
}

function rangeOf({ origin }: Diagnostic): SourceRange {
  if (origin.kind !== 'file' || origin.range === undefined) throw new Error('no range');
  return origin.range;
}

it('every position lies inside the text, and its span is the thing named', () => {
  const indent = fc.constantFrom<number | string | undefined>(undefined, 2, '\t');
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), indent, (edits, space) => {
      const document = edits.reduce(applyEdit, base);
      const text = JSON.stringify(document, null, space);
      const { diagnostics } = checkPayload(text, { kind: 'payload' });
      for (const diagnostic of diagnostics) {
        const { offset, length, line, column, endLine, endColumn } = rangeOf(diagnostic);
        expect(offset + length).toBeLessThanOrEqual(text.length);
        expect(offsetOf(text, line, column)).toBe(offset);
        expect(offsetOf(text, endLine, endColumn)).toBe(offset + length);
        const span = text.slice(offset, offset + length);
        // Of two spellings of one key the rules see the later; what is wrong with a spelling names it as it is.
        const named = [true, false].map((spelt) => read(JSON.parse(text), diagnostic.path, spelt));
        const lastStep = diagnostic.path.split('/').at(-1)?.replace(/~1/g, '/').replace(/~0/g, '~');
        if (diagnostic.ruleId === 'syntax/lone-surrogate') expect(span).toMatch(/^\\ud[89a-f]../);
        else if (/unknown-key|unsupported-key|duplicate-key|poisoned-key/.test(diagnostic.ruleId)) {
          expect(JSON.parse(span)).toBe(lastStep);
        } else expect(named).toContainEqual(JSON.parse(span));
      }
    }),
    { numRuns: 500 },
  );
});

it('positions stay inside the text of a payload that was cut or mangled', () => {
  const source = textSample;
  fc.assert(
    fc.property(fc.nat(source.length), fc.nat(12), fc.string({ unit: 'grapheme', maxLength: 4 }), (at, cut, sign) => {
      const text = source.slice(0, at) + sign + source.slice(at + cut);
      for (const diagnostic of checkPayload(text).diagnostics) {
        const { offset, length, line, column } = rangeOf(diagnostic);
        expect(offset + length).toBeLessThanOrEqual(text.length);
        expect(offsetOf(text, line, column)).toBe(offset);
      }
    }),
    { numRuns: 500 },
  );
});

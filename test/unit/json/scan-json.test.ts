import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSyntaxProblems } from '../../../src/core/json/find-syntax-problems.js';
import { scanJson } from '../../../src/core/json/scan-json.js';

const limits = { depth: 64, values: 1_000_000 };
const problemsOf = (text: string) => findSyntaxProblems(text, 100).map(({ finding }) => finding.ruleId);

describe('scanJson', () => {
  it('measures depth and marks the first bracket that is too deep', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(scanJson(nested(64), limits)).toMatchObject({ depth: 64, tooDeepAt: -1 });
    expect(scanJson(nested(65), limits)).toMatchObject({ depth: 65, tooDeepAt: 64 });
    expect(scanJson(`"[[[[\\"[[" ${nested(3)}`, { ...limits, depth: 2 })).toMatchObject({ depth: 3, tooDeepAt: 13 });
  });

  it('does not mind five million brackets, quotes or backslashes', () => {
    for (const sign of ['[', '{', '"', '\\', '{"a":', '[1,', '-']) {
      expect(() => scanJson(sign.repeat(5_000_000), limits)).not.toThrow();
    }
    expect(scanJson('['.repeat(5_000_000), { ...limits, values: 1e9 }).depth).toBe(5_000_000);
  });

  it('suspects nothing in what a payload usually holds', () => {
    const text = JSON.stringify({
      messages: { msg: [{ from: '1', to: [{ number: '2' }, { number: '3' }], n: 8, l: [1, 2] }] },
    });
    expect(scanJson(text, limits).suspect).toBe(false);
  });

  it('overlooks nothing that the exact walk finds', () => {
    const key = fc.constantFrom(
      'a',
      'A',
      'b',
      '\\u0061',
      'é',
      'É',
      '__proto__',
      'constructor',
      'prototype',
      'k\\"',
      '',
    );
    const scalar = fc.constantFrom(
      ...['1', '-5', '1e400', '12345678901234567890', '9007199254740993', '0.1', '1e-400', 'true', '"x"', '"\\ud83d"'],
      ...['"\\ud83d\\ude00"', '"\\\\ud83d"', '"a\\""', '999999999999999', '1234567890123456'],
    );
    const { value } = fc.letrec<{ value: string }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        scalar,
        fc.array(tie('value'), { maxLength: 4 }).map((values) => `[${values.join(' , ')}]`),
        fc
          .array(fc.tuple(key, tie('value')), { maxLength: 5 })
          .map((members) => `{${members.map(([name, inner]) => `"${name}" : ${inner}`).join(',')}}`),
      ),
    }));
    fc.assert(
      fc.property(value, (text) => {
        JSON.parse(text);
        if (!scanJson(text, limits).suspect) expect(problemsOf(text)).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('findSyntaxProblems', () => {
  it.each([
    ['{"a":1,"a":2}', ['syntax/duplicate-key']],
    ['{"body":1,"Body":2}', ['syntax/duplicate-key']],
    ['{"a":1,"\\u0061":2}', ['syntax/duplicate-key']],
    ['[{"a":1},{"a":2}]', []],
    ['{"a":{"a":1}}', []],
    ['1e400', ['syntax/unsafe-number']],
    ['-1e400', ['syntax/unsafe-number']],
    ['1e-400', ['syntax/unsafe-number']],
    ['0e400', []],
    ['9007199254740991', []],
    ['9007199254740992', ['syntax/unsafe-number']],
    ['-9007199254740991', []],
    ['-9007199254740992', ['syntax/unsafe-number']],
    ['0.30000000000000004', []],
    ['"\\ud83d"', ['syntax/lone-surrogate']],
    ['"\\ude00\\ud83d"', ['syntax/lone-surrogate']],
    ['"\\ud83d\\ude00"', []],
    ['"\ud83d\\ude00"', []],
    ['"\\\\ud83d"', []],
    ['{"\\ud83d":1}', ['syntax/lone-surrogate']],
    ['{"__proto__":1}', ['syntax/poisoned-key']],
    ['{"\\u005f_proto__":1}', ['syntax/poisoned-key']],
    ['["__proto__"]', []],
  ])('%s: %j', (text, ids) => {
    expect(problemsOf(text)).toEqual(ids);
  });

  it('finds a duplicate among thousands of keys in no time', () => {
    const members = Array.from({ length: 100_000 }, (_, index) => `"k${index}":1`);
    expect(problemsOf(`{${members.join(',')},"K5":2}`)).toEqual(['syntax/duplicate-key']);
  });
});

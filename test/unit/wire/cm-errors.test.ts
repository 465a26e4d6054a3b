import { expect, it } from 'vitest';
import { cmErrorCodes, describeErrorCode } from '../../../src/core/wire/cm-errors.js';

it('holds every documented code once, in order, each with a source and one sentence of advice', () => {
  expect(cmErrorCodes.map(({ code }) => code)).toEqual([
    0, 101, 102, 103, 201, 202, 203, 301, 302, 303, 304, 305, 307, 401, 402, 403, 500, 999,
  ]);
  for (const { source, todo, meaning } of cmErrorCodes) {
    expect(source).toMatch(/^https:\/\//);
    expect(todo).toMatch(/^[A-Z][^\n]*\.$/);
    expect(meaning).not.toBe('');
  }
});

it('says which level a code belongs to', () => {
  expect(describeErrorCode(101).level).toBe('request');
  expect(describeErrorCode(303).level).toBe('message');
  expect(describeErrorCode(500).level).toBe('both');
});

it('describes any other integer honestly', () => {
  for (const code of [306, 308, -1, 0x7fffffff]) {
    expect(describeErrorCode(code)).toMatchObject({ code, source: null });
    expect(describeErrorCode(code).todo).toContain('reference');
  }
});

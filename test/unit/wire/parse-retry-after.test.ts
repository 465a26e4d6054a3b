import { expect, it } from 'vitest';
import { parseRetryAfter } from '../../../src/core/wire/parse-retry-after.js';

const now = Date.UTC(2026, 10, 23, 12, 0, 0);

it.each([
  [undefined, null],
  ['', null],
  ['2', 2000],
  [' 2 ', 2000],
  ['0', 0],
  ['1.5', 1500],
  ['-3', null],
  ['soon', null],
  ['2 seconds', null],
  ['0x10', null],
  ['2026', 2_026_000],
  ['9'.repeat(400), Number.MAX_SAFE_INTEGER],
  ['Mon, 23 Nov 2026 12:00:30 GMT', 30_000],
  ['Monday, 23-Nov-26 12:00:30 GMT', 30_000],
  ['Mon Nov 23 12:00:30 2026', 30_000],
  ['Mon, 23 Nov 2026 11:00:00 GMT', 0],
  ['Mon, 99 Nov 2026 12:00:30 GMT', null],
  ['2026-11-23T12:00:30Z', null],
])('%j is %s ms', (header, expected) => {
  expect(parseRetryAfter(header, now)).toBe(expected);
});

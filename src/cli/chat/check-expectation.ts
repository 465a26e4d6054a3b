import type { Shown } from '../../core/channel/appearance.js';
import type { Expectation } from './script.js';

/** One thing that is not as expected. */
export interface Mismatch {
  readonly what: 'text' | 'pattern' | 'media' | 'name' | 'uri';
  readonly expected: string;
  readonly received: string;
}

/** Everything about a message that is not as expected; an empty list when all is well. */
export function checkExpectation(expectation: Expectation, shown: Shown): readonly Mismatch[] {
  const text = shown.kind === 'text' ? shown.text : (shown.caption ?? '');
  const file = shown.kind === 'text' ? undefined : shown.media;
  const mismatches: Mismatch[] = [];
  const check = (what: Mismatch['what'], expected: string | undefined, received: string, holds: boolean): void => {
    if (expected !== undefined && !holds) mismatches.push({ what, expected, received });
  };
  const { media } = expectation;
  check('media', media, shown.kind, media === 'any' ? file !== undefined : media === shown.kind);
  check('name', expectation.name, file?.name ?? '', expectation.name === file?.name);
  check('uri', expectation.uri, file?.uri ?? '', expectation.uri === file?.uri);
  check('text', expectation.text, text, expectation.text === text);
  const { pattern } = expectation;
  check('pattern', pattern, text, pattern !== undefined && new RegExp(pattern, 'u').test(text));
  return mismatches;
}

import { facts } from '../../channel/telegram.js';
import { countCodePoints } from '../../text/count.js';
import type { Check } from '../rule.js';

/** The form of `reference`. */
export const reference: Check = {
  message({ reference: value }, at, report) {
    if (value === undefined) return;
    const limit = facts.referenceLength.value;
    const bad = /[^A-Za-z0-9]/u.exec(value)?.[0] ?? '';
    const length = countCodePoints(value);
    if (bad !== '' || length < 1 || length > limit)
      report('field/reference', [...at, 'reference'], { length, limit, bad });
  },
};

import { facts } from '../../channel/telegram.js';
import { suggest } from '../../payload/suggest.js';
import type { Check } from '../rule.js';

const types: readonly string[] = facts.bodyTypes.value;

/** The type of the body: one of CM's encodings, in either case, because CM's page and its SDKs differ in that. */
export const bodyType: Check = {
  message({ body }, at, report) {
    const value = body?.type;
    if (value === undefined || types.includes(value.toUpperCase())) return;
    report('field/body-type', [...at, 'body', 'type'], {
      value,
      listed: types.join(', '),
      suggestion: suggest(value, types) ?? '',
    });
  },
};

import { facts } from '../../channel/telegram.js';
import { countCodePoints } from '../../text/count.js';
import type { Check } from '../rule.js';

/** Groupings, validity and message parts. */
export const accompanyingFields: Check = {
  message(message, at, report) {
    for (const key of ['customGrouping', 'customGrouping2', 'customGrouping3'] as const) {
      const value = message[key];
      const limit = facts.groupingLength.value;
      if (value === undefined || value.length <= limit) continue;
      const length = countCodePoints(value);
      if (length > limit) report('field/grouping', [...at, key], { key, length, limit });
    }
    if (message.validity !== undefined && !isValidity(message.validity)) {
      report('field/validity', [...at, 'validity'], { value: message.validity });
    }
    for (const key of ['minimumNumberOfMessageParts', 'maximumNumberOfMessageParts'] as const) {
      if (message[key] === undefined) continue;
      report('field/message-parts', [...at, key]);
      return;
    }
  },
};

const absolute =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]) (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?: GMT| ?[+-]\d{1,2}(?::?\d{2})?)?$/;

/** Whether a validity has one of the forms of CM's SDKs: `30m`, `2h`, or an absolute time with an optional zone. */
export function isValidity(value: string): boolean {
  const relative = /^(\d{1,4})([mh])$/i.exec(value);
  if (relative === null) return absolute.test(value);
  const minutes = Number(relative[1]) * (relative[2]?.toLowerCase() === 'h' ? 60 : 1);
  return minutes >= 1 && minutes <= facts.validityMinutes.value;
}

import { facts } from '../../channel/telegram.js';
import type { Path } from '../../diagnostics/diagnostic.js';
import { countCodePoints } from '../../text/count.js';
import type { Check, Report } from '../rule.js';

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
    if (message.validity !== undefined) checkValidity(message.validity, [...at, 'validity'], report);
    for (const key of ['minimumNumberOfMessageParts', 'maximumNumberOfMessageParts'] as const) {
      if (message[key] === undefined) continue;
      report('field/message-parts', [...at, key]);
      return;
    }
  },
};

const absolute =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]) (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?: GMT| ?[+-]\d{1,2}(?::?\d{2})?)?$/;

/** The forms of CM's SDKs: `30m`, `2h`, or an absolute time with an optional zone. */
function checkValidity(value: string, path: Path, report: Report): void {
  const relative = /^(\d+)([mh])$/i.exec(value);
  if (relative === null) {
    if (!absolute.test(value)) report('field/validity', path, { value });
    return;
  }
  const minutes = Number(relative[1]) * (relative[2]?.toLowerCase() === 'h' ? 60 : 1);
  const limit = facts.validityMinutes.value;
  if (minutes < 1 || minutes > limit) report('field/validity-range', path, { minutes, limit });
}

import type { FieldReader } from './field-reader.js';

const SHAPE = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d{1,7})?(Z|[+-]\d\d:\d\d)?$/;
/** What CM sends, on a day that every month has: nothing needs to be worked out. */
const PLAIN = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;

/** CM's `2021-05-27T13:47:52` as `2021-05-27T13:47:52Z`; `''` when it is absent or no time at all. */
export function parseTime(value: string, path: string, reader: FieldReader): string {
  if (value === '') return '';
  if (PLAIN.test(value)) return `${value}Z`;
  const milliseconds = readTime(value);
  if (Number.isNaN(milliseconds)) {
    // A placeholder of the report's template is reported as such, once.
    if (!value.startsWith('[')) reader.find('inbound/time-unreadable', path, { value });
    return '';
  }
  return new Date(milliseconds).toISOString().replace('.000Z', 'Z');
}

/** Milliseconds since 1970 of a time in one of the forms that are read; NaN for anything else. */
export function readTime(value: string): number {
  const match = SHAPE.exec(value);
  if (match === null) return Number.NaN;
  const [, day, time, fraction = '', zone = 'Z'] = match;
  return Date.parse(`${day}T${time}${fraction.slice(0, 4)}${zone}`);
}

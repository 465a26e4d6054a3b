import type { FieldReader } from './field-reader.js';

const SHAPE = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d{1,7})?(Z|[+-]\d\d:\d\d)?$/;

/** CM's `2021-05-27T13:47:52` as `2021-05-27T13:47:52Z`; `''` when it is absent or no time at all. */
export function parseTime(value: string, path: string, reader: FieldReader): string {
  if (value === '') return '';
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

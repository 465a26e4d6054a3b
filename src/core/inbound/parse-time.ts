import type { FieldReader } from './field-reader.js';

const SHAPE = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d{1,7})?(Z|[+-]\d\d:\d\d)?$/;

/** CM's `2021-05-27T13:47:52` as `2021-05-27T13:47:52Z`; `''` when it is absent or no time at all. */
export function parseTime(value: string, path: string, reader: FieldReader): string {
  if (value === '') return '';
  const match = SHAPE.exec(value);
  const [, day = '', time = '', fraction = '', zone = 'Z'] = match ?? [];
  const milliseconds = match === null ? Number.NaN : Date.parse(`${day}T${time}${fraction.slice(0, 4)}${zone}`);
  if (Number.isNaN(milliseconds)) {
    // A placeholder of the report's template is reported as such, once.
    if (!value.startsWith('[')) reader.find('inbound/time-unreadable', path, { value });
    return '';
  }
  return new Date(milliseconds).toISOString().replace('.000Z', 'Z');
}

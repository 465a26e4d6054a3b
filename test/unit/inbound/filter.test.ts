import { describe, expect, it } from 'vitest';
import { parseFilters } from '../../../src/core/inbound/filter.js';
import { parseWebhook } from '../../../src/core/inbound/parse-webhook.js';
import { parsePointer, readPointer, writePointer } from '../../../src/core/inbound/pointer.js';
import { createBoundedTest } from '../../../src/webhook/bounded-test.js';
import { inboundBody } from '../../support/inbound-fixtures.js';

const place = parseWebhook(inboundBody('whatsapp-location'));
const button = parseWebhook(inboundBody('facebook-button'));
const event = parseWebhook(inboundBody('event-delete'));

describe('parseFilters', () => {
  it.each([
    ['kind=message', [true, true, false]],
    ['kind=message,event', [true, true, true]],
    ['kind!=message', [false, false, true]],
    ['from=22334455', [false, true, false]],
    ['from=/^\\+31/', [true, false, false]],
    ['to=99887766', [false, true, false]],
    ['channel=whatsapp', [true, false, false]],
    ['channel=/messenger/i', [false, true, false]],
    ['text=Ye', [false, true, false]],
    ['text=/^yes$/i', [false, true, false]],
    ['text!=Yes', [true, false, true]],
    ['/message/text=Yes', [false, true, false]],
    ['/message/custom/location/label=/^H/', [true, false, false]],
    ['/MESSAGE/custom/location/latitude=52.1', [true, false, false]],
    ['/message/custom/suggestions/0/postbackData=CONFIRM', [false, true, false]],
    ['/event/type=MessageDelete', [false, false, true]],
    ['/message/text=a=b', [false, false, false]],
  ])('%s', (filter, expected) => {
    const passes = parseFilters([filter]);
    expect([place, button, event].map(passes)).toEqual(expected);
  });

  it('asks for all filters to hold, and for nothing without any', () => {
    expect(parseFilters(['kind=message', 'text=Yes'])(button)).toBe(true);
    expect(parseFilters(['kind=message', 'text=No'])(button)).toBe(false);
    expect(parseFilters([])(button)).toBe(true);
  });

  it.each([
    ['text', /field=value/, /For example/],
    ['knd=message', /no field “knd”/, /Did you mean “kind”/],
    ['kind=mesage', /no kind “mesage”/, /message, event/],
    ['text=/(/', /not a regular expression/, /^$/],
    ['/a~2=1', /not a JSON pointer/, /~0/],
  ])('refuses %s', (filter, message, hint) => {
    expect(() => parseFilters([filter])).toThrow(
      expect.objectContaining({ message: expect.stringMatching(message), category: 'usage' }),
    );
    try {
      parseFilters([filter]);
    } catch (error) {
      expect((error as { hint?: string }).hint ?? '').toMatch(hint);
    }
  });

  it('ends in bounded time on an expression made for eternity, and says so', () => {
    const slow: RegExp[] = [];
    const evil = parseWebhook(JSON.stringify({ from: { number: '1' }, message: { text: `${'a'.repeat(60)}!` } }));
    const passes = parseFilters(
      ['text=/^(a|a)*$/'],
      createBoundedTest(50, (pattern) => slow.push(pattern)),
    );
    expect(passes(evil)).toBe(false);
    expect(slow).toEqual([/^(a|a)*$/]);
    expect(
      parseFilters(
        ['text=/a!$/'],
        createBoundedTest(1000, (pattern) => slow.push(pattern)),
      )(evil),
    ).toBe(true);
    expect(slow).toHaveLength(1);
  });
});

describe('JSON pointers', () => {
  it('reads escaped steps, and nothing that is inherited', () => {
    expect(parsePointer('/a~1b/~0c')).toEqual(['a/b', '~c']);
    expect(parsePointer('a')).toBeUndefined();
    expect(readPointer({ a: [{ B: 1 }] }, ['a', '0', 'b'])).toBe(1);
    expect(readPointer({}, ['constructor'])).toBeUndefined();
    expect(readPointer([], ['length'])).toBeUndefined();
  });

  it('writes without touching the original, makes objects on the way, and pollutes nothing', () => {
    const document = { a: { b: 1 }, list: ['x'] };
    expect(writePointer(document, ['a', 'b'], 2)).toEqual({ a: { b: 2 }, list: ['x'] });
    expect(writePointer(document, ['c', 'd'], 3)).toEqual({ ...document, c: { d: 3 } });
    expect(writePointer(document, ['list', '-'], 'y')).toEqual({ ...document, list: ['x', 'y'] });
    expect(writePointer(document, ['list', '5'], 'y')).toBeUndefined();
    expect(writePointer(document, ['a', 'b', 'c'], 1)).toBeUndefined();
    expect(document).toEqual({ a: { b: 1 }, list: ['x'] });
    expect(JSON.stringify(writePointer({}, ['__proto__', 'polluted'], 1))).toBe('{"__proto__":{"polluted":1}}');
    expect('polluted' in {}).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { parseWebhook } from '../../../src/core/inbound/parse-webhook.js';
import { countForms } from '../../../src/core/inbound/synthetic/count-forms.js';
import { createSyntheticWebhook, type SyntheticInput } from '../../../src/core/inbound/synthetic/create-webhook.js';
import { oddTexts } from '../../../src/core/inbound/synthetic/odd-texts.js';
import { createRandom } from '../../../src/core/inbound/synthetic/random.js';
import { parseValueToSet, setValues } from '../../../src/core/inbound/synthetic/set-values.js';
import { type TriggerKind, triggerKinds, triggers } from '../../../src/core/inbound/synthetic/trigger-kinds.js';

const now = Date.UTC(2027, 6, 1, 12, 0, 1);
const create = (kind: TriggerKind, more: Partial<SyntheticInput> = {}) =>
  createSyntheticWebhook({ kind, now, random: createRandom(1), ...more });
const forms = triggerKinds.flatMap((kind) => Array.from({ length: countForms(kind) }, (_, index) => ({ kind, index })));

describe('createSyntheticWebhook', () => {
  it.each(forms)('makes $kind $index that is read as what it is, without a finding', ({ kind, index }) => {
    const { body, document, contentType } = create(kind, { index });
    const parsed = parseWebhook(body);
    const expected = kind === 'event' || kind === 'status' || kind === 'unknown' ? kind : 'message';
    expect(parsed.kind).toBe(expected);
    if (kind === 'unknown') return;
    expect(parsed.findings).toEqual([]);
    expect(parsed.raw).toEqual(JSON.parse(JSON.stringify(document)));
    expect(contentType).toBe('application/json; charset=utf-8');
  });

  it('keeps CM’s habits: three groupings, no zone, an empty media object, the clock of Amsterdam', () => {
    expect(create('text', { from: '5', to: '6', name: 'N', text: 'T', reference: 'R' }).document).toEqual({
      reference: 'R',
      messageContext: '',
      from: { number: '5', name: 'N' },
      to: { number: '6' },
      message: { text: 'T', media: { mediaUri: '', contentType: '', title: '' }, custom: {} },
      groupings: ['', '', ''],
      time: '2027-07-01 14:00:01',
      timeUtc: '2027-07-01T12:00:01',
      channel: 'Telegram Messenger',
    });
  });

  it('is the same for the same seed and differs for another', () => {
    const body = (seed: number) => create('photo', { random: createRandom(seed) }).body;
    expect(body(7)).toBe(body(7));
    expect(body(7)).not.toBe(body(8));
  });

  it('carries the payload of a deep link as Telegram does', () => {
    expect(parseWebhook(create('start', { payload: 'abc' }).body)).toMatchObject({
      command: { name: 'start', argument: 'abc' },
    });
    expect(parseWebhook(create('start', { payload: '' }).body)).toMatchObject({ text: '/start' });
  });

  it('carries the label of a button as text and its data beside it, as CM does elsewhere', () => {
    expect(parseWebhook(create('button', { text: 'At the door', payload: 'DOOR' }).body)).toMatchObject({
      text: 'At the door',
      custom: { suggestions: [{ action: 'Reply', postbackData: 'DOOR' }] },
    });
    expect(create('button').standing).toBe('assumed');
    expect(parseWebhook(create('button', { payload: '' }).body)).toMatchObject({
      text: 'Yes, please',
      custom: { suggestions: [{ action: 'Reply', postbackData: '' }] },
    });
  });

  it('goes through every code of a report, or takes one', () => {
    const codes = [0, 1, 2, 3, 4].map((index) => parseWebhook(create('status', { index }).body));
    expect(codes.map((parsed) => 'code' in parsed && parsed.code)).toEqual([0, 1, 2, 3, 4]);
    expect(parseWebhook(create('status', { index: 0, code: 3 }).body)).toMatchObject({ code: 3, errorCode: '28' });
  });

  it('sends odd texts unharmed, half a surrogate pair included', () => {
    for (const [index, { text }] of oddTexts.entries()) {
      const parsed = parseWebhook(Buffer.from(create('odd-unicode', { index }).body));
      expect(parsed).toMatchObject({ kind: 'message', text, from: { name: text } });
    }
  });

  it('calls documented only what does not depend on Telegram', () => {
    const documented = triggerKinds.filter((kind) => triggers[kind].standing === 'documented');
    expect(documented).toEqual(['text', 'unknown', 'odd-unicode']);
  });
});

describe('--set', () => {
  it('takes strings with = and JSON with :=', () => {
    const values = ['/from/number=42', '/message/custom/location/latitude:=1.5', '/new/key=a=b', '/x:=null'].map(
      parseValueToSet,
    );
    expect(setValues({ from: { number: '1' } }, values)).toEqual({
      from: { number: '42' },
      message: { custom: { location: { latitude: 1.5 } } },
      new: { key: 'a=b' },
      x: null,
    });
  });

  it.each(['from=1', '/a', '/a:={', ''])('refuses %j', (setting) => {
    expect(() => parseValueToSet(setting)).toThrow(expect.objectContaining({ code: 'set-invalid', category: 'usage' }));
  });

  it('refuses a pointer that leads into a text', () => {
    expect(() => setValues({ a: 'text' }, [parseValueToSet('/a/b=1')])).toThrow(/leads into a value/);
  });
});

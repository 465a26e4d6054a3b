import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../src/core/payload/payload.js';
import { readPayload } from '../../../src/core/payload/read-payload.js';
import { removeAuthentication } from '../../../src/core/payload/remove-authentication.js';
import { suggest } from '../../../src/core/payload/suggest.js';
import { insertToken } from '../../../src/core/wire/insert-token.js';

const message = { from: '1', to: [{ number: '2' }], body: { content: 'x' } };
const wrap = (msg: JsonValue): JsonValue => ({ messages: { msg } });
const read = (document: JsonValue) => {
  const { findings, payload } = readPayload(document);
  return { payload, findings: findings.map(({ ruleId, path }) => `${ruleId} ${path.join('.')}`) };
};

describe('readPayload', () => {
  test('a clean payload is not copied', () => {
    const document = wrap([message]);
    expect(readPayload(document).payload).toBe(document);
  });

  test('keys of any case are read as CM reads them, and findings keep the spelling', () => {
    const { payload, findings } = read({
      MESSAGES: { Msg: [{ From: '1', TO: [{ NUMBER: '2' }], Body: { Content: 5 } }] },
    });
    expect(payload?.messages.msg[0]).toEqual({ from: '1', to: [{ number: '2' }], body: {} });
    expect(findings).toEqual(['envelope/wrong-type MESSAGES.Msg.0.Body.Content']);
  });

  test.each<[string, JsonValue, string[]]>([
    ['null', null, ['envelope/wrong-type ']],
    ['an array', [], ['envelope/wrong-type ']],
    ['nothing', {}, ['envelope/missing-key ']],
    ['messages of the wrong type', { messages: [] }, ['envelope/wrong-type messages']],
    ['no msg', { messages: {} }, ['envelope/missing-key messages']],
    ['msg as an object', wrap({}), ['envelope/wrong-type messages.msg']],
    ['a message as a string', wrap(['x']), ['envelope/wrong-type messages.msg.0']],
    [
      'no from and no to',
      wrap([{ body: { content: 'x' } }]),
      ['envelope/missing-key messages.msg.0', 'envelope/missing-key messages.msg.0'],
    ],
    [
      'a number as chat ID',
      wrap([{ ...message, to: [{ number: 2 }] }]),
      ['envelope/wrong-type messages.msg.0.to.0.number'],
    ],
    [
      'a channel that is no string',
      wrap([{ ...message, allowedChannels: [1] }]),
      ['envelope/wrong-type messages.msg.0.allowedChannels.0'],
    ],
    [
      'an unknown key',
      wrap([{ ...message, alowedChannels: [] }]),
      ['envelope/unknown-key messages.msg.0.alowedChannels'],
    ],
    [
      'a key of other channels',
      wrap([{ ...message, richContent: { suggestions: [] } }]),
      ['channel/unsupported-key messages.msg.0.richContent.suggestions'],
    ],
    [
      'half a part',
      wrap([{ ...message, maximumNumberOfMessageParts: 1.5 }]),
      ['envelope/wrong-type messages.msg.0.maximumNumberOfMessageParts'],
    ],
  ])('%s', (_name, document, findings) => {
    expect(read(document).findings).toEqual(findings);
  });

  test('of two spellings the later counts, even when it is unusable', () => {
    const { payload } = read(wrap([{ ...message, Body: null }]));
    expect(payload?.messages.msg[0]).not.toHaveProperty('body');
    expect(read(wrap([{ ...message, Body: { content: 'y' } }])).payload?.messages.msg[0]?.body).toEqual({
      content: 'y',
    });
  });

  test('a poisoned key changes no prototype', () => {
    const { payload } = read(JSON.parse('{"messages":{"msg":[{"__proto__":{"from":"9"},"to":[{"number":"2"}]}]}}'));
    expect(payload?.messages.msg[0]?.from).toBeUndefined();
    expect(({} as { from?: string }).from).toBeUndefined();
  });

  test('indexes stay true behind an entry of the wrong type', () => {
    const { findings } = read(wrap([5, { ...message, from: 1 }]));
    expect(findings).toEqual(['envelope/wrong-type messages.msg.0', 'envelope/wrong-type messages.msg.1.from']);
  });
});

describe('suggest', () => {
  test.each([
    ['alowedChannels', 'allowedChannels'],
    ['ALLOWED_CHANNELS', 'allowedChannels'],
    ['recieved', undefined],
    ['refernce', 'reference'],
    ['x', undefined],
    ['', undefined],
  ])('%s → %s', (word, wanted) => {
    expect(suggest(word, ['allowedChannels', 'reference', 'body', 'to'])).toBe(wanted);
  });
});

describe('the token in a payload text', () => {
  test.each([
    ['{"messages":{"authentication":{"producttoken":"T"},"msg":[]}}', '{"messages":{"msg":[]}}', 'T'],
    ['{"messages":{"msg":[],"Authentication":{"ProductToken":"T"}}}', '{"messages":{"msg":[]}}', 'T'],
    ['{ "messages" : { "authentication" : { } } }', '{ "messages" : {  } }', undefined],
    [
      '{"messages":{"authentication":{"productToken":"A"},"authentication":{"productToken":"B"},"msg":[]}}',
      '{"messages":{"msg":[]}}',
      'A',
    ],
    [
      '{"authentication":{"producttoken":"T"},"messages":{"msg":[]}}',
      '{"authentication":{"producttoken":"T"},"messages":{"msg":[]}}',
      undefined,
    ],
    ['not json', 'not json', undefined],
  ])('%s', (text, without, token) => {
    expect(removeAuthentication(text)).toEqual({ text: without, ...(token === undefined ? {} : { token }) });
  });

  test.each([
    ['{"messages":{"msg":[]}}', '{"messages":{"authentication":{"producttoken":"T"},"msg":[]}}'],
    [
      ' { "x" : "\\"messages\\":{" , "Messages" : { } } ',
      ' { "x" : "\\"messages\\":{" , "Messages" : {"authentication":{"producttoken":"T"} } } ',
    ],
    [
      '{"a":{"messages":{}},"m\\u0065ssages":{"msg":[]}}',
      '{"a":{"messages":{}},"m\\u0065ssages":{"authentication":{"producttoken":"T"},"msg":[]}}',
    ],
  ])('is written into %s', (text, wanted) => {
    expect(insertToken(text, 'T')).toBe(wanted);
    expect(() => JSON.parse(wanted)).not.toThrow();
  });
});

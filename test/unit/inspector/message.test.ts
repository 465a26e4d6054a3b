import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildCallCurl } from '../../../src/inspector/message/build-call-curl.js';
import { checkBody } from '../../../src/inspector/message/check-body.js';
import { formatJson } from '../../../src/inspector/message/format-json.js';
import { measureParts } from '../../../src/inspector/message/measure-parts.js';
import { readWebhook } from '../../../src/inspector/message/read-webhook.js';

describe('formatJson', () => {
  it('keeps every token as it was written', () => {
    expect(formatJson('{"a":12345678901234567890,"a":[ ],"b":{"c":["\\u0041,]",{}]}}')).toBe(
      '{\n  "a": 12345678901234567890,\n  "a": [],\n  "b": {\n    "c": [\n      "\\u0041,]",\n      {}\n    ]\n  }\n}',
    );
  });

  it('leaves alone what is no object, or does not match', () => {
    for (const text of ['', 'plain text, with: marks', '"text"', '{"a":1', '[}', '{"a', '{}]', '['.repeat(200)]) {
      expect(formatJson(text)).toBeUndefined();
    }
  });

  it('changes no JSON', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        expect(JSON.parse(formatJson(JSON.stringify(value)) ?? '')).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('checkBody', () => {
  it('places the findings of a payload in the text that is shown', () => {
    const text = formatJson('{"messages":{"msg":[{"from":"1","to":[{"number":"2"}],"boddy":{}}]}}') ?? '';
    const finding = checkBody(text, 'payload').findings.find(({ id }) => id === 'envelope/unknown-key');
    expect(text.slice(finding?.start, finding?.end)).toBe('"boddy"');
    expect(text.split('\n')[(finding?.line ?? 0) - 1]).toContain('boddy');
  });

  it('places the findings of a webhook', () => {
    const text = '{\n "from": {"number": 42, "name": ""},\n "message": {"text": "hi"}\n}';
    const finding = checkBody(text, 'webhook').findings.find(({ id }) => id === 'inbound/number-as-number');
    expect([finding?.line, text.slice(finding?.start, finding?.end)]).toEqual([2, '42']);
  });

  it('never fails', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('payload', 'webhook'), (text, checks) => {
        checkBody(text, checks as 'payload');
      }),
    );
  });
});

describe('readWebhook', () => {
  it('names the chat of an unknown body as none', () => {
    expect(readWebhook('<b>x</b>')).toMatchObject({ chat: '', side: 'service' });
  });

  it('puts the text of a file below it', () => {
    const media = { mediaUri: 'https://example.com/a', contentType: '', title: 'a.jpg' };
    const { parts } = readWebhook(JSON.stringify({ from: { number: '1' }, message: { text: 'Look', media } }));
    expect(parts).toEqual([expect.objectContaining({ kind: 'media', media: 'image', caption: 'Look' })]);
  });
});

describe('measureParts', () => {
  it('counts code points against the limit of a text and of a caption', () => {
    const file = { kind: 'media', media: 'image', name: '', uri: '', contentType: '', lostCaption: '' } as const;
    const uses = measureParts([
      { kind: 'text', text: ' 👋🏽 ' },
      { ...file, caption: 'abc' },
    ]);
    expect(uses.map(({ used, raw, limit }) => [used, raw, limit])).toEqual([
      [2, 4, 4096],
      [3, 3, 1024],
    ]);
  });
});

describe('buildCallCurl', () => {
  const call = {
    method: 'POST',
    url: 'http://127.0.0.1:3000/hook',
    headers: [
      ['Host', 'x'],
      ["X-It's", "a'b"],
    ],
    binary: false,
  } as const;

  it('quotes everything for a shell', () => {
    expect(buildCallCurl({ ...call, body: "it's $HOME `id`", checks: 'webhook' })).toBe(
      [
        "curl --globoff 'http://127.0.0.1:3000/hook'",
        "--header 'X-It'\\''s: a'\\''b'",
        "--data-raw 'it'\\''s $HOME `id`'",
      ].join(' \\\n  '),
    );
  });

  it('puts a variable where the token was', () => {
    const curl = buildCallCurl({
      ...call,
      headers: [['X-CM-ProductToken', '[redacted]']],
      body: '{}',
      checks: 'payload',
    });
    expect(curl).toContain('$CMTG_PRODUCT_TOKEN');
    expect(curl).not.toContain('redacted');
  });
});

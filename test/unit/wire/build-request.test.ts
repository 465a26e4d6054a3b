import { describe, expect, it } from 'vitest';
import { buildRequest, type RequestInput } from '../../../src/core/wire/build-request.js';

const token = '11111111-2222-4333-8444-555555555555';
const input: RequestInput = {
  endpoint: 'https://gw.messaging.cm.com/v1.0/message',
  messages: [
    { to: '1', reference: 'a', json: '{"to":[{"number":"1"}],"body":{"content":"é\\ud83d"}}' },
    { to: '2', reference: 'b', json: '{"to":[{"number":"2"}]}' },
  ],
  token,
  tokenIn: 'header',
  timeoutMs: 20_000,
  version: '1.2.3',
};

it('posts the planned messages as they were written, the token in the header', () => {
  expect(buildRequest(input)).toEqual({
    method: 'POST',
    url: input.endpoint,
    headers: {
      'x-cm-producttoken': token,
      'content-type': 'application/json; charset=utf-8',
      accept: 'application/json',
      'accept-encoding': 'identity',
      'user-agent': 'cmtg/1.2.3',
    },
    body: `{"messages":{"msg":[${input.messages.map(({ json }) => json).join(',')}]}}`,
    timeoutMs: 20_000,
    maxResponseBytes: 1_048_576,
  });
});

it('carries no token in a dry run', () => {
  for (const tokenIn of ['header', 'body'] as const) {
    const request = buildRequest({ ...input, token: undefined, tokenIn });
    expect(Object.keys(request.headers)).not.toContain('x-cm-producttoken');
    expect(request.body).not.toContain('authentication');
  }
});

it.each(['', 'a b', 'a\r\nx: y', 'töken', '\u0000'])('refuses the token %j and does not repeat it', (bad) => {
  expect(() => buildRequest({ ...input, token: bad })).toThrow(expect.objectContaining({ code: 'token-malformed' }));
  if (bad !== '') {
    expect(() => buildRequest({ ...input, token: bad })).not.toThrow(
      expect.objectContaining({ message: expect.stringContaining(bad) }),
    );
  }
});

describe('the token in the body', () => {
  it('goes where CM’s page shows it, and nowhere else', () => {
    const request = buildRequest({ ...input, tokenIn: 'body' });
    expect(Object.keys(request.headers)).not.toContain('x-cm-producttoken');
    const payload = JSON.parse(String(request.body));
    expect(Object.keys(payload.messages)).toEqual(['authentication', 'msg']);
    expect(payload.messages.authentication).toEqual({ producttoken: token });
    expect(payload.messages.msg).toHaveLength(2);
  });

  it('leaves every byte of a foreign payload alone', () => {
    const foreign = '{ "x": {"messages": {}},\n "Messages" : { "msg":[ {"big":12345678901234567890} ] } }\n';
    const body = String(buildRequest({ ...input, body: foreign, tokenIn: 'body' }).body);
    expect(body.replace(`"authentication":{"producttoken":"${token}"},`, '')).toBe(foreign);
    expect(JSON.parse(body).Messages.authentication.producttoken).toBe(token);
  });

  it('fits into an empty object and escapes what JSON escapes', () => {
    const body = String(buildRequest({ ...input, body: '{"messages":{}}', token: 'a"b\\', tokenIn: 'body' }).body);
    expect(JSON.parse(body)).toEqual({ messages: { authentication: { producttoken: 'a"b\\' } } });
  });

  it('needs a place to go', () => {
    for (const body of ['[]', '{}', '{"messages":[]}', '']) {
      expect(() => buildRequest({ ...input, body, tokenIn: 'body' })).toThrow(
        expect.objectContaining({ code: 'payload-without-messages' }),
      );
    }
  });
});

it('posts a foreign payload as it stands', () => {
  const body = '{"messages" : {"msg":[]}}\n';
  expect(buildRequest({ ...input, body }).body).toBe(body);
});

import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCurl } from '../../../src/core/wire/build-curl.js';
import { buildRequest, type TokenIn } from '../../../src/core/wire/build-request.js';
import { type FaultServer, faults, startFaultServer } from '../../support/fault-server.js';
import { createTempFolder } from '../../support/temp-folder.js';

const run = promisify(execFile);
const SECRET = 'c0ffee00-aaaa-4bbb-8ccc-dddddddddddd';

const nasty = [
  'plain',
  `it's "quoted" and 'single' \\ backslash`,
  'line one\nline two\r\n\ttabbed',
  '@/etc/passwd',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a shell's, not ours.
  '$(touch owned) `id` $HOME ${IFS} $CMTG_PRODUCT_TOKEN !! ~ * ? [a] {b}',
  '%s %d %% \\n',
  '-d evil --next',
  "'; exit 1; '",
  '\u0000\u0001\u001b[31m red \u007f\u009b',
  'é 😀 👨‍👩‍👧 \u202etxt.exe \u200b \u2028 \ufeff',
  'CMTG_BODY\nEOF\n',
  '\ud800 lone',
];

function command(
  text: string,
  tokenIn: TokenIn,
  url = 'http://127.0.0.1:9/',
  token?: string,
): { curl: string; json: string } {
  const json = JSON.stringify({ to: [{ number: '1' }], body: { type: 'auto', content: text } });
  const request = buildRequest({
    endpoint: url,
    messages: [{ to: '1', json }],
    token,
    tokenIn,
    timeoutMs: 1000,
  });
  return { curl: buildCurl(request), json };
}

it('never holds the token, wherever the request has it', () => {
  for (const tokenIn of ['header', 'body'] as const) {
    const { curl } = command('hello', tokenIn, undefined, SECRET);
    expect(curl).not.toContain(SECRET);
    expect(curl.split('$CMTG_PRODUCT_TOKEN')).toHaveLength(2);
  }
});

it('reads like something a person would type', () => {
  const { curl } = command("it's", 'header', 'https://gw.messaging.cm.com/v1.0/message');
  expect(curl).toBe(
    [
      "curl 'https://gw.messaging.cm.com/v1.0/message' \\",
      '  --header "x-cm-producttoken: $CMTG_PRODUCT_TOKEN" \\',
      "  --header 'content-type: application/json; charset=utf-8' \\",
      "  --header 'accept: application/json' \\",
      `  --data-raw '{"messages":{"msg":[{"to":[{"number":"1"}],"body":{"type":"auto","content":"it'\\''s"}}]}}'`,
    ].join('\n'),
  );
});

it('prints nothing that a terminal could act on', () => {
  for (const text of nasty) {
    expect(command(text, 'header').curl).not.toMatch(
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202e\u2028\ufeff]/,
    );
  }
});

it('means the same JSON, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { curl } = command(text, 'header');
      const quoted = curl.slice(curl.indexOf('--data-raw ') + '--data-raw '.length);
      const data = quoted.slice(1, -1).replaceAll(`'\\''`, "'");
      expect(JSON.parse(data).messages.msg[0].body.content).toBe(text);
    }),
  );
});

const hasCurl = await run('curl', ['--version']).then(
  () => true,
  () => false,
);

// A machine without curl still proves the quoting above.
describe.runIf(hasCurl)('run by a shell', () => {
  let server: FaultServer;
  beforeAll(async () => {
    server = await startFaultServer(faults.status(200, '{}'));
  });
  afterAll(() => server.close());

  const folder = createTempFolder();
  const shell = async (script: string) => {
    const file = join(folder, 'command.sh');
    await writeFile(file, script);
    await run('sh', [file], {
      env: { PATH: process.env['PATH'] ?? '', HOME: folder, CMTG_PRODUCT_TOKEN: SECRET },
    });
  };

  it.each(nasty)('%j arrives', async (text) => {
    for (const tokenIn of ['header', 'body'] as const) {
      const { curl, json } = command(text, tokenIn, server.url, SECRET);
      await shell(curl);
      const request = server.requests.at(-1);
      const { messages } = JSON.parse(request?.body ?? '');
      expect(messages.msg).toEqual([JSON.parse(json)]);
      expect(messages.authentication?.producttoken ?? request?.headers['x-cm-producttoken']).toBe(SECRET);
      expect(request?.headers['content-type']).toBe('application/json; charset=utf-8');
    }
  });

  it('a body longer than an argument may be arrives too, byte for byte', async () => {
    const text = `it's 😀 %s \\ `.repeat(20_000);
    for (const tokenIn of ['header', 'body'] as const) {
      const { curl, json } = command(text, tokenIn, `${server.url}?a[]={1,2}`, SECRET);
      await shell(curl);
      const body = server.requests.at(-1)?.body ?? '';
      expect(body.endsWith(`"msg":[${json}]}}`)).toBe(true);
      expect(server.requests.at(-1)?.path).toContain('a[]={1,2}');
      expect(JSON.parse(body).messages.authentication?.producttoken).toBe(tokenIn === 'body' ? SECRET : undefined);
    }
  });
});

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { root } from '../support/run-cli.js';
import { createTempFolder } from '../support/temp-folder.js';

const tsc = (args: readonly string[], cwd: string) =>
  spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), ...args], { cwd, encoding: 'utf8' });

const program = `
import { createClient, createWebhookHandler, measureText, parseWebhook } from 'cmtelegram';
import { createSandbox } from 'cmtelegram/testing';

const client = createClient({ productToken: 'x', from: '1' });
const result = await client.sendText({ to: '2', text: 'x', signal: new AbortController().signal });
const states: string[] = result.messages.map(({ state }) => state);
const handler = createWebhookHandler({ onWebhook: (webhook) => webhook.kind });
const answer: Response = await handler.fetch(new Request('https://example.com/'));
const sandbox = await createSandbox({ webhook: handler.fetch });
export { answer, sandbox, states };
export const counted: number = measureText('x').counted;
export const kind: 'message' | 'event' | 'status' | 'unknown' = parseWebhook('{}').kind;
`;

/** The declarations as they are now; those in dist/ may be of an earlier build. */
let folder: string;
beforeAll(() => {
  folder = createTempFolder();
  const installed = join(folder, 'node_modules/cmtelegram');
  mkdirSync(installed, { recursive: true });
  copyFileSync(join(root, 'package.json'), join(installed, 'package.json'));
  const { status, stdout } = tsc(['-p', 'tsconfig.types.json', '--outDir', join(installed, 'dist/types')], root);
  expect(status, stdout).toBe(0);
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(join(folder, 'program.ts'), program);
});

describe('the declarations', () => {
  test.each([
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ])('need no types but the language’s and the web’s (module %s, resolution %s)', (module, moduleResolution) => {
    const compilerOptions = {
      module,
      moduleResolution,
      target: 'es2022',
      lib: ['es2022', 'dom', 'dom.asynciterable'],
      types: [],
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      noEmit: true,
    };
    const file = join(folder, `tsconfig.${module}.json`);
    writeFileSync(file, JSON.stringify({ compilerOptions, files: ['program.ts'] }));
    const { status, stdout } = tsc(['-p', file], folder);
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });
});

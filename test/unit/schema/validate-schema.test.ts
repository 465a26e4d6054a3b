import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { ruleExamples } from '../../../src/core/rules/examples/index.js';
import { type CliSetup, root, runInside } from '../../support/run-cli.js';
import { createTempFolder } from '../../support/temp-folder.js';

const schema = JSON.parse(readFileSync(`${root}schema/validate.schema.json`, 'utf8'));
const validate = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true }).compile(
  schema,
);

async function document(argv: readonly string[], setup: CliSetup = {}): Promise<Record<string, unknown>> {
  const { stdout } = await runInside(['validate', ...argv, '--json'], setup);
  const value = JSON.parse(stdout);
  expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
  return value;
}

describe('the schema of validate --json', () => {
  it('describes what is said about every example of the rules', async () => {
    const cwd = createTempFolder();
    const names = Object.entries(ruleExamples).flatMap(([id, { bad }]) => {
      if (bad.form !== 'json') return [];
      const name = `${id.replace('/', '-')}.json`;
      writeFileSync(join(cwd, name), bad.text);
      return [name];
    });
    expect(names.length).toBeGreaterThan(50);
    const { files } = await document(names, { cwd });
    expect(files).toHaveLength(names.length);
  });

  it('describes clean files, stdin, files that are missing, and wrong command lines', async () => {
    const stdin = '{"messages":{"msg":[]}}';
    expect(await document(['-'], { stdin })).toMatchObject({ totals: { files: 1, errors: 1 } });
    expect(await document(['-', '--rule', 'envelope/empty-list=off'], { stdin })).toMatchObject({
      totals: { files: 1, errors: 0, warnings: 0 },
    });
    expect(await document(['no-such-file.json'])).toHaveProperty('error');
    expect(await document(['--no-such-flag'])).toHaveProperty('error');
  });

  it('refuses what is no such document', () => {
    const good = { version: 1, files: [], totals: { files: 0, errors: 0, warnings: 0 } };
    expect(validate(good)).toBe(true);
    expect(validate({ ...good, version: 2 })).toBe(false);
    expect(validate({ ...good, files: [{ file: 'a' }] })).toBe(false);
    expect(validate({ version: 1 })).toBe(false);
  });
});

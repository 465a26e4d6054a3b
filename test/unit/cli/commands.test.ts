import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { commandTable } from '../../../src/cli/command-table.js';
import { root, runInside } from '../../support/run-cli.js';

describe('commands', () => {
  it('gives the tree as its schema says', async () => {
    const { code, stdout, stderr } = await runInside(['commands', '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const validate = new Ajv2020.default({ allErrors: true, allowUnionTypes: true }).compile(
      JSON.parse(readFileSync(`${root}schema/commands.schema.json`, 'utf8')),
    );
    validate(JSON.parse(stdout));
    expect(validate.errors ?? []).toEqual([]);
  });

  it('names every command of the table and no hidden one', async () => {
    const { stdout } = await runInside(['commands', '--json']);
    const names = JSON.parse(stdout).commands.map(({ name }: { name: string }) => name);
    expect(names).toEqual(commandTable.filter(({ hidden }) => !hidden).map(({ name }) => name));
    expect(names).not.toContain('__complete');
    const { stdout: lines } = await runInside(['commands']);
    expect(lines).toContain('cmtg config set ');
    expect(lines).not.toContain('__complete');
    expect((await runInside(['--help'])).stdout).not.toContain('__complete');
  });
});

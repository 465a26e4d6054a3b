import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CommandSpec } from '../../src/cli/command-spec.js';
import { commandTable } from '../../src/cli/command-table.js';
import { globalOptions } from '../../src/cli/global-options.js';
import { root, runBinary, runInside } from '../support/run-cli.js';
import { createTempFolder } from '../support/temp-folder.js';
import { convention, conventionWith, listCommands } from './support.js';

describe('help and discovery', () => {
  convention(1, '--help, -h, help and --help of every command: exit 0, on stdout, with an example', async () => {
    for (const argv of [['--help'], ['-h'], ['help'], ...listCommands().map((path) => [...path, '--help'])]) {
      const { code, stdout, stderr } = await runInside(argv);
      expect({ argv, code, stderr }).toEqual({ argv, code: 0, stderr: '' });
      expect(stdout, argv.join(' ')).toMatch(/Examples:\n {2}\$ \S/);
    }
  });

  convention(2, '--version is one line with a semantic version', async () => {
    const { code, stdout, stderr } = await runBinary(['--version']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?\n$/);
    expect((await runInside(['-V'])).stdout).toBe('0.0.0-test\n');
  });

  convention(3, 'no arguments: short usage on stderr, exit 2 as documented', async () => {
    const { code, stdout, stderr } = await runInside([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^Usage: cmtg/);
    expect(readFileSync(`${root}docs/exit-codes.md`, 'utf8')).toContain('| 2 | usage');
  });

  convention(4, 'a misspelt command: exit 2 and what was probably meant', async () => {
    for (const [word, meant] of [
      ['sned', 'send'],
      ['valdate', 'validate'],
      ['confg', 'config'],
    ]) {
      const { code, stderr } = await runInside([word ?? '']);
      expect(code).toBe(2);
      expect(stderr).toMatch(new RegExp(`did you mean .*${meant}`, 'i'));
    }
  });

  convention(5, 'an unknown option: exit 2 and nothing on stdout, for every command', async () => {
    for (const path of listCommands()) {
      const { code, stdout, stderr } = await runInside([...path, '--nope', 'x']);
      expect({ path, code, stdout }).toEqual({ path, code: 2, stdout: '' });
      expect(stderr).toContain('--nope');
    }
  });

  convention(6, 'every option of --help stands in the reference, and the other way round', () => {
    const differences = commandTable
      .filter(({ hidden }) => hidden !== true)
      .flatMap((spec) => {
        const file = `${root}docs/commands/${spec.name}.md`;
        if (!existsSync(file)) return [`${spec.name}: no page`];
        const page = readFileSync(file, 'utf8');
        // Table by table: a subcommand's options may all stand in that of another one.
        return withOptions(spec).flatMap(([name, known]) => {
          const written = documented(page, name);
          if (written === undefined) return [`${name}: no table of options on its page`];
          return [
            ...[...known]
              .filter((flags) => !written.has(flags))
              .map((flags) => `${name}: ${flags} is not in its table`),
            ...[...written].filter((flags) => !known.has(flags)).map((flags) => `${name}: ${flags} does not exist`),
          ];
        });
      });
    expect(differences).toEqual([]);
    const shared = documented(readFileSync(`${root}docs/commands/README.md`, 'utf8'), 'global');
    expect([...(shared ?? [])].sort()).toEqual(globalOptions.map(({ flags }) => flags).sort());
  });

  convention(7, 'completion: a script for each of four shells; bash accepts its own', async () => {
    for (const shell of ['bash', 'zsh', 'fish', 'pwsh']) {
      const { code, stdout, stderr } = await runInside(['completion', shell]);
      expect({ shell, code, stderr }).toEqual({ shell, code: 0, stderr: '' });
      expect(stdout).toContain('cmtg');
    }
    await expectAccepted('bash');
  });
  conventionWith('zsh', 7, 'completion: zsh accepts its script', () => expectAccepted('zsh'));
  conventionWith('fish', 7, 'completion: fish accepts its script', () => expectAccepted('fish'));

  convention(8, 'commands --json is the tree of all commands and options', async () => {
    const { code, stdout } = await runInside(['commands', '--json']);
    expect(code).toBe(0);
    const tree = JSON.parse(stdout).commands as { name: string; options: { names: string[] }[] }[];
    for (const { name, options = [] } of commandTable.filter(({ hidden }) => hidden !== true)) {
      const command = tree.find((each) => each.name === name);
      expect(command?.options, name).toHaveLength(options.length);
      expect(command?.options.every(({ names }) => names.length > 0)).toBe(true);
    }
  });

  it('every one of the 53 conventions has its test', () => {
    const sources = readdirSync(`${root}test/conventions`)
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => readFileSync(`${root}test/conventions/${name}`, 'utf8'))
      .join('\n');
    const numbers = [...sources.matchAll(/\bconvention(?:With)?\(\s*(?:'\w+',\s*)?(\d+),/g)].map(([, n]) => Number(n));
    expect([...new Set(numbers)].sort((a, b) => a - b)).toEqual(Array.from({ length: 53 }, (_, at) => at + 1));
    expect(sources).not.toMatch(/\.(skip|todo|only)\(/);
  });
});

async function expectAccepted(shell: 'bash' | 'zsh' | 'fish'): Promise<void> {
  const { stdout } = await runInside(['completion', shell]);
  const file = join(createTempFolder(), 'script');
  writeFileSync(file, stdout);
  const { status, stderr } = spawnSync(shell, ['-n', file], { encoding: 'utf8' });
  expect({ shell, status, stderr }).toEqual({ shell, status: 0, stderr: '' });
}

/** The options in the generated table of a command; undefined when its page has none. */
function documented(page: string, name: string): Set<string> | undefined {
  const [, table] = page.match(new RegExp(`<!-- options:${name} -->([\\s\\S]*?)<!-- /options -->`)) ?? [];
  if (table === undefined) return undefined;
  return new Set([...table.matchAll(/^\| `([^`]+)` \|/gm)].map(([, flags]) => (flags ?? '').replaceAll('\\|', '|')));
}

/** A command and those below it that have options of their own, each with these. */
function withOptions(spec: CommandSpec, above = ''): [name: string, flags: Set<string>][] {
  const name = `${above}${spec.name}`;
  const own = (spec.options ?? []).map(({ flags }) => flags);
  return [
    ...(own.length === 0 ? [] : [[name, new Set(own)] as [string, Set<string>]]),
    ...(spec.subcommands ?? []).flatMap((child) => withOptions(child, `${name} `)),
  ];
}

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CommandSpec } from '../../src/cli/command-spec.js';
import { commandTable } from '../../src/cli/command-table.js';
import { globalOptions } from '../../src/cli/global-options.js';
import { root, runInside } from '../support/run-cli.js';
import { createTempFolder } from '../support/temp-folder.js';

const pages = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];
const read = (page: string) => readFileSync(join(root, page), 'utf8');

/** The anchor GitHub gives a heading. */
const anchorOf = (heading: string) =>
  heading
    .replace(/[`*]|\[([^\]]*)\]\([^)]*\)/g, '$1')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');

const anchorsOf = (page: string) =>
  new Set([...read(page).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => anchorOf(heading)));
/** Text without code, in which brackets are no links. */
const prose = (page: string) =>
  read(page)
    .replace(/^```[\s\S]*?^```/gm, '')
    .replace(/`[^`\n]*`/g, '');

describe('links', () => {
  test.each(pages)('%s leads only to what is there', (page) => {
    for (const [, target = ''] of prose(page).matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)) {
      const [path = '', anchor] = target.split('#');
      const file = path === '' ? page : relative(root, join(root, dirname(page), path));
      expect(existsSync(join(root, file)), `${page} → ${target}`).toBe(true);
      if (anchor !== undefined && file.endsWith('.md'))
        expect([...anchorsOf(file)], `${page} → ${target}`).toContain(anchor);
    }
  });

  test('the places where something is added are there', () => {
    const [, section = ''] = read('docs/architecture.md').split(/^## Where to add something$/m);
    const places = [...section.matchAll(/`((?:src|test|docs|scripts)\/[^`<]+)`/g)].map(([, place = '']) => place);
    expect(places.length).toBeGreaterThan(10);
    expect(places.filter((place) => !existsSync(join(root, place)))).toEqual([]);
  });

  test('every page but the generated ones is reachable from the index', () => {
    const index = read('docs/README.md') + read('docs/commands/README.md');
    const lost = pages.filter(
      (page) =>
        /^docs[\\/][^\\/]+\.md$/.test(page) &&
        page !== join('docs', 'README.md') &&
        !index.includes(relative('docs', page)),
    );
    // A page may also be reached from another page that the index names.
    const others = pages.map(read).join('\n');
    expect(lost.filter((page) => !others.includes(relative('docs', page)))).toEqual([]);
  });
});

/** The command lines of a page: what stands in sh blocks, pipes and comments taken apart, continued lines joined. */
function commandLines(page: string): string[] {
  const blocks = [...read(page).matchAll(/^\s*```(?:sh|bash|console)\n([\s\S]*?)^\s*```/gm)].map(
    ([, block = '']) => block,
  );
  return blocks
    .flatMap((block) => block.replace(/\\\n\s*/g, ' ').split('\n'))
    .flatMap((line) => line.split(/\s+(?:\||&&|;)\s+/))
    .map((line) => line.replace(/^\s*(?:\$ )?/, '').replace(/\s+#\s.*$/, ''))
    .filter((line) => line.startsWith('cmtg '));
}

function words(line: string): string[] {
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|((?:\\.|[^\s"'])+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  );
}

function findSpec(
  [name, ...rest]: readonly string[],
  table: readonly CommandSpec[],
  parent?: CommandSpec,
): CommandSpec | undefined {
  const found = table.find((spec) => spec.name === name);
  if (found === undefined) return parent;
  return found.subcommands === undefined ? found : findSpec(rest, found.subcommands, found);
}

const examples = (table: readonly CommandSpec[]): [string, string][] =>
  table.flatMap((spec) => [
    ...spec.examples.map(({ command }): [string, string] => [spec.name, command]),
    ...examples(spec.subcommands ?? []),
  ]);

const documented: [string, string][] = [
  ...pages.flatMap((page) => commandLines(page).map((line): [string, string] => [page, line])),
  ...examples(commandTable).flatMap(([name, command]) =>
    command
      .split(/\s+(?:\||&&)\s+/)
      .filter((line) => line.startsWith('cmtg '))
      .map((line): [string, string] => [`cmtg ${name} --help`, line]),
  ),
];

describe('command lines in pages and in help', () => {
  test.each(documented)('%s: %s', (_page, line) => {
    const [, ...argv] = words(line.replace(/[<>]\s*\S+$/, ''));
    const named = argv.filter((word) => !word.startsWith('-'));
    if (argv[0] === '--version' || argv[0] === '--help' || argv[0] === 'help') return;
    const spec = findSpec(named, commandTable);
    expect(spec, `no command in: ${line}`).toBeDefined();
    const known = [...globalOptions, ...(spec?.options ?? []), { flags: '-h, --help' }, { flags: '--' }].flatMap(
      ({ flags }) => flags.split(/[ ,]+/).filter((flag) => flag.startsWith('-')),
    );
    for (const word of argv.slice(0, argv.includes('--') ? argv.indexOf('--') : undefined)) {
      if (/^--?[a-z]/.test(word)) expect(known, `${word} in: ${line}`).toContain(word.split('=')[0]);
    }
  });

  const offline = documented.filter(
    ([, line]) =>
      /^cmtg send(-media)? /.test(line) &&
      /--sandbox|--dry-run/.test(line) &&
      !/--recipients|--payload|--text-file|--template| - ?$/.test(line),
  );
  test.each(offline)('%s runs: %s', async (_page, line) => {
    const { code, stderr } = await runInside(words(line.replace(/\s>\s*\S+$/, '')).slice(1), {
      env: { CMTG_FROM: '1234567890' },
    });
    // Some are there to show a finding.
    expect([0, 1], stderr).toContain(code);
    if (code === 1) expect(line).toContain('+31');
  });

  test('a good number of them was run', () => {
    expect(offline.length).toBeGreaterThanOrEqual(6);
  });
});

describe('code of the library page', () => {
  const blocks = [...read('docs/library.md').matchAll(/^```js\n([\s\S]*?)^```/gm)].map(([, code = '']) => code);
  const folder = createTempFolder();
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root.replace(/\/$/, ''), join(folder, 'node_modules', 'cmtelegram'));

  test.each(blocks.map((code, index): [number, string] => [index, code]))('block %i runs', (index, code) => {
    const isCommon = !/^import .* from /m.test(code);
    const file = join(folder, `block-${index}.${isCommon ? 'cjs' : 'mjs'}`);
    writeFileSync(file, code);
    // The first block sends; a token that leads nowhere and a proxy that refuses keep it on this machine.
    const env = { PATH: process.env['PATH'] ?? '', CMTG_PRODUCT_TOKEN: '00000000-0000-0000-0000-000000000000' };
    const offline = code.replace(
      "from: '1234567890' }",
      "from: '1234567890', retries: 0, env: { HTTPS_PROXY: 'http://127.0.0.1:9' } }",
    );
    writeFileSync(file, offline);
    const { status, stderr } = spawnSync(process.execPath, [file], {
      encoding: 'utf8',
      env,
      cwd: folder,
      timeout: 20_000,
    });
    expect(status, stderr).toBe(0);
  });
});

const visible = commandTable.filter(({ hidden }) => hidden !== true);

describe('README', () => {
  test('is short, and names every command', () => {
    const text = read('README.md');
    expect(text.split('\n').length).toBeLessThan(200);
    for (const { name } of visible.filter(({ name }) => name !== 'commands'))
      expect(text).toContain(`\`cmtg ${name}\``);
  });

  test('every command has its page', () => {
    for (const { name } of visible) expect(existsSync(join(root, 'docs/commands', `${name}.md`)), name).toBe(true);
  });
});

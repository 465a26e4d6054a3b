import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { rolldown } from 'rolldown';
import { beforeAll, describe, expect, test } from 'vitest';
import { root } from '../support/run-cli.js';
import { createTempFolder } from '../support/temp-folder.js';

interface Chunk {
  readonly fileName: string;
  readonly bytes: number;
  readonly imports: readonly string[];
  readonly modules: readonly string[];
}

let chunks: readonly Chunk[];
beforeAll(() => {
  chunks = JSON.parse(readFileSync(join(root, 'dist/meta.json'), 'utf8'));
});

/** Everything that is loaded together with a chunk. */
function loadedWith(fileName: string, seen = new Set<string>()): Set<string> {
  const chunk = chunks.find((candidate) => candidate.fileName === fileName);
  if (chunk === undefined || seen.has(fileName)) return seen;
  seen.add(fileName);
  for (const imported of chunk.imports) loadedWith(imported, seen);
  return seen;
}

function packagesLoadedWith(module: string): Set<string> {
  const chunk = chunks.find(({ modules }) => modules.includes(module));
  const files = loadedWith(chunk?.fileName ?? '');
  const modules = chunks.filter(({ fileName }) => files.has(fileName)).flatMap((each) => each.modules);
  return new Set(modules.flatMap((id) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1] ?? []));
}

describe('what is loaded when', () => {
  test.each([
    ['src/main.ts', []],
    ['src/cli/run.ts', ['commander']],
    ['src/cli/commands/send.ts', ['commander', 'mrmime']],
    ['src/cli/send/post.ts', ['commander', 'mrmime']],
    ['src/http/create-http.ts', ['commander', 'mrmime', 'undici']],
  ])('%s brings %j', (module, packages) => {
    expect([...packagesLoadedWith(module)].filter((name) => !packages.includes(name))).toEqual([]);
  });

  test('no chunk names a folder of the machine that built it', () => {
    for (const { fileName } of chunks) expect(readFileSync(join(root, 'dist', fileName), 'utf8')).not.toContain(root);
  });
});

test('a program that only measures text carries little', async () => {
  const bundle = await rolldown({
    input: 'entry',
    cwd: root,
    platform: 'node',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === 'entry' ? id : null),
        load: (id) =>
          id === 'entry'
            ? `import { measureText } from ${JSON.stringify(join(root, 'dist/lib/index.js'))}; console.log(measureText(process.argv[2]));`
            : null,
      },
    ],
  });
  const { output } = await bundle.generate({ format: 'esm', codeSplitting: false });
  expect(Buffer.byteLength(output[0].code)).toBeLessThan(10_000);
});

describe('a page', () => {
  /** What esbuild makes of a program for browsers, which have none of Node's modules. */
  async function bundleForBrowsers(contents: string): Promise<string> {
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: root },
      bundle: true,
      write: false,
      platform: 'browser',
      format: 'esm',
      logLevel: 'silent',
    });
    return outputFiles[0]?.text ?? '';
  }

  test('that only measures text carries little', async () => {
    const code = await bundleForBrowsers(
      "import { measureText } from './dist/lib/index.js'; globalThis.counted = measureText('👋').counted;",
    );
    expect(Buffer.byteLength(code)).toBeLessThan(10_000);
    const page = { counted: 0 };
    new Function('globalThis', code)(page);
    expect(page.counted).toBe(1);
  });

  test('that sends is told that it cannot', async () => {
    const code = await bundleForBrowsers("export * from './dist/lib/index.js';");
    const file = join(createTempFolder(), 'page.mjs');
    writeFileSync(file, code);
    const { createClient } = await import(file);
    const sent = createClient({ productToken: 'x', from: '1' }).sendText({ to: '2', text: 'x' });
    await expect(sent).rejects.toMatchObject({ name: 'CmtgError', code: 'no-network' });
  });
});

describe('the package', () => {
  const pkg = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const installed = Object.entries<{
    dev?: boolean;
    hasInstallScript?: boolean;
    engines?: { node?: string };
    resolved?: string;
  }>(lock.packages).filter(([path]) => path !== '');

  test('installs few packages, and none of them runs a script', () => {
    const production = installed.filter(([, { dev }]) => !dev);
    expect(production.filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([]);
    expect(Object.keys(pkg.dependencies)).toEqual(['chalk', 'commander', 'cosmiconfig', 'ora', 'undici', 'zod']);
    for (const name of ['preinstall', 'install', 'postinstall']) expect(pkg.scripts).not.toHaveProperty(name);
  });

  test('pins what it inlines', () => {
    for (const [name, version] of Object.entries({ ...pkg.dependencies, ...pkg.devDependencies }))
      expect(`${name} ${version}`).toMatch(/ \d+\.\d+\.\d+$/);
  });

  test('names no package registry', () => {
    expect(installed.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });
});

import { writeFileSync } from 'node:fs';
import { rolldown } from 'rolldown';
import { findBundledPackages, renderNotices } from './packages.mjs';
import { sharedOptions } from './shared.mjs';
import { findStaticImports } from './static-imports.mjs';

/**
 * Bundles the command line: an entry that stays small, the code every sending command needs in one chunk, and a chunk
 * a command for the rest. Fails when a package leaks into what is loaded before a command is known.
 */
export async function buildCli(root, out) {
  // Every chunk costs start-up time, so what always runs together is kept together: first what any command line runs,
  // then what sending runs, then what validating and posting add. The sets follow from the static imports and need no upkeep.
  const start = findStaticImports(root, ['src/cli/run.ts']);
  const sending = findStaticImports(root, ['src/cli/commands/send.ts', 'src/cli/send/show-requests.ts']);
  const posting = findStaticImports(root, ['src/cli/send/post.ts']);
  const validating = findStaticImports(root, ['src/cli/commands/validate.ts', 'src/render/report/pretty.ts']);

  const bundle = await rolldown({
    ...sharedOptions(root),
    // The second is a thread of its own: it is started by its file name.
    input: { main: 'src/main.ts', 'json-thread': 'src/json-thread.ts' },
    plugins: [leaveOutSpawning(), takeBuiltinsDirectly(), requireLazily()],
  });
  const { output } = await bundle.write({
    dir: out,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    minify: { compress: true, mangle: false, codegen: true },
    codeSplitting: {
      groups: [
        { name: 'start', test: (id) => start.has(id) || id.includes('/node_modules/commander/'), priority: 3 },
        { name: 'sending', test: (id) => sending.has(id), priority: 2 },
        { name: 'validating', test: (id) => validating.has(id), priority: 1 },
        { name: 'posting', test: (id) => posting.has(id), priority: 0 },
      ],
    },
  });
  const chunks = output.filter(({ type }) => type === 'chunk');
  const described = describeChunks(chunks, root);
  writeFileSync(`${root}${out}/meta.json`, `${JSON.stringify(described, null, 1)}\n`);
  const packages = findBundledPackages(
    root,
    described.flatMap(({ modules }) => modules),
  );
  writeFileSync(`${root}${out}/THIRD-PARTY-NOTICES.md`, renderNotices(packages));
  const leaks = findLeaks(chunks);
  if (leaks.length > 0) {
    throw new Error(`Packages are loaded before any command runs:\n${leaks.map((leak) => `  ${leak}`).join('\n')}`);
  }
}

/** Commander spawns programs for executable subcommands only, which cmtg has none of; loading that module takes 2 ms. */
function leaveOutSpawning() {
  const stub = '\0no-spawning';
  return {
    name: 'leave-out-spawning',
    resolveId: (id, importer) =>
      id === 'node:child_process' && importer?.includes('/node_modules/commander/') ? stub : null,
    load: (id) => (id === stub ? 'export {};' : null),
  };
}

/**
 * `import { a } from 'node:fs'` makes Node copy every export of the module into a namespace, which loads modules
 * nobody asked for and takes up to 6 ms; taking the module itself takes none.
 */
function takeBuiltinsDirectly() {
  const form =
    /import\s*(?:([\w$]+)|\*\s*as\s+([\w$]+)|(?:([\w$]+)\s*,\s*)?\{([^}]*)\})\s*from\s*["'](node:[^"']+)["'];?/g;
  return {
    name: 'take-builtins-directly',
    renderChunk: (code) =>
      code.replace(form, (_all, name, namespace, both, list, id) => {
        // Through globalThis: chalk imports node:process under the very name that would be asked.
        const taken = `globalThis.process.getBuiltinModule("${id}")`;
        const whole = name ?? namespace ?? both;
        const picked = list?.trim() ? `const{${list.replace(/\s+as\s+/g, ':')}}=${taken};` : '';
        return (whole === undefined ? '' : `const ${whole}=${taken};`) + picked;
      }),
  };
}

/**
 * Bundled CommonJS packages reach Node's own modules through `require`. Those are taken directly, and a real `require`
 * is created only when somebody wants more, because creating it takes 2 ms of every start.
 */
function requireLazily() {
  const lazy = `(() => {
    let real;
    const create = () => (real ??= createRequire(import.meta.url));
    const require = (id) => globalThis.process.getBuiltinModule(id) ?? create()(id);
    return Object.defineProperties(require, { resolve: { get: () => create().resolve }, cache: { get: () => create().cache } });
  })()`;
  return {
    name: 'require-lazily',
    renderChunk: (code) => code.replace('createRequire(import.meta.url)', lazy),
  };
}

/** Which packages and sources stand in which chunk: what the notices and the checks of the package read. */
function describeChunks(chunks, root) {
  return chunks.map(({ fileName, isEntry, imports, dynamicImports, moduleIds, code }) => ({
    fileName,
    isEntry,
    bytes: Buffer.byteLength(code),
    imports,
    dynamicImports,
    modules: moduleIds.map((id) => id.replace(root, '')).filter((id) => !id.startsWith('\0')),
  }));
}

/** What the CLI loads before a command is known must stay small: commander is the only package allowed there. */
function findLeaks(chunks) {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const seen = new Set();
  const leaks = [];
  const visit = (name) => {
    const chunk = byName.get(name);
    if (chunk === undefined || seen.has(name)) return;
    seen.add(name);
    for (const id of chunk.moduleIds) {
      const match = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id);
      if (match && match[1] !== 'commander') leaks.push(`${match[1]} (${id})`);
    }
    for (const imported of chunk.imports) visit(imported);
  };
  visit('main.js');
  for (const { fileName, moduleIds } of chunks) {
    if (moduleIds.some((id) => id.endsWith('/src/cli/run.ts'))) visit(fileName);
  }
  return leaks;
}

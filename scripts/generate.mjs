// Writes what is made from tables (docs/rules/, docs/limits.md, the schemas, the options of the commands) and the pictures of
// terminals, each from a run of the program. A test checks that they are up to date. `node scripts/generate.mjs`
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = `${root}node_modules/.cache/generate-${process.pid}.mjs`;

const bundle = await rolldown({
  cwd: root,
  input: 'scripts/generate/files.ts',
  platform: 'node',
  // Made here and read by the commands alone: a new one does not exist yet.
  external: /\/schema\/[\w-]+\.schema\.json$/,
  resolve: { mainFields: ['module', 'main'] },
});
mkdirSync(dirname(out), { recursive: true });
await bundle.write({ file: out, format: 'esm', codeSplitting: false });
try {
  const { drawScreens, generateFiles } = await import(pathToFileURL(out).href);
  const files = new Map([...generateFiles(root), ...(await drawScreens())]);
  const pages = readdirSync(`${root}docs/rules`, { recursive: true }).filter((file) => file.endsWith('.md'));
  for (const page of pages) {
    if (!files.has(`docs/rules/${page.replaceAll('\\', '/')}`)) rmSync(`${root}docs/rules/${page}`);
  }
  for (const [file, content] of files) {
    mkdirSync(dirname(`${root}${file}`), { recursive: true });
    writeFileSync(`${root}${file}`, content);
  }
  process.stdout.write(`${files.size} files are up to date.\n`);
} finally {
  rmSync(out);
}

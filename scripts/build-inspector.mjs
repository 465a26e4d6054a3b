// Builds the inspector's page: one HTML file with its style and script inside, and nothing it would have to load.
// `buildInspector()` gives its text; run by itself, this file writes dist/inspector.html.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = `${root}src/inspector/page/`;

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="16" fill="#2f8fd8"/><path d="M7 16l18-8-4 17-5-4-4 4v-6l9-8-11 7z" fill="#fff"/></svg>`;

/** The page as text. */
export async function buildInspector() {
  const early = escapeForHtml(await bundleScript('early.ts'));
  const script = escapeForHtml(await bundleScript('main.tsx'));
  const style = readFileSync(`${page}page.css`, 'utf8')
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<script>${early}</script>`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    '<title>cmtg inspector</title>',
    `<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(ICON)}">`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<div id="app"></div>',
    '<noscript>The inspector needs JavaScript.</noscript>',
    `<script>${script}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

async function bundleScript(file) {
  const bundle = await rolldown({
    input: `${page}${file}`,
    platform: 'browser',
    transform: { target: 'es2022' },
    resolve: { extensionAlias: { '.js': ['.tsx', '.ts', '.js'] } },
  });
  const { output } = await bundle.generate({ format: 'iife', minify: true });
  await bundle.close();
  if (output.length !== 1) throw new Error('The script of the page must be one file.');
  return output[0].code.trim();
}

/** What would end the script element, or change how it is read, cannot stand in it as it is. */
function escapeForHtml(script) {
  return script.replace(/<(?=\/script|script|!--)/gi, '\\x3c');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(`${root}dist`, { recursive: true });
  writeFileSync(`${root}dist/inspector.html`, await buildInspector());
}

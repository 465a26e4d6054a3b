import { basename, extname } from 'node:path';
import { configError } from './config-error.js';
import type { ConfigDocument } from './config-node.js';

/** What cosmiconfig calls with a file it has read. */
export type Loader = (file: string, text: string) => Promise<unknown>;

const SCRIPTS = ['.js', '.cjs', '.mjs', '.jsx', '.ts', '.cts', '.mts', '.tsx'];

/**
 * Loaders for cosmiconfig that parse and never execute.
 *
 * Each returns a `ConfigDocument`, not the plain object of the file: cosmiconfig follows a `$import` it sees in what a
 * loader returns, and a document has none. The configuration itself is refused later when it holds one.
 */
export const loaders: Readonly<Record<string, Loader>> = {
  '.json': (file, text) => readDocument(file, text, 'jsonc'),
  '.yaml': (file, text) => readDocument(file, text, 'yaml'),
  '.yml': (file, text) => readDocument(file, text, 'yaml'),
  noExt: (file, text) => readDocument(file, text, guessLanguage(text)),
  default: (file, text) => readDocument(file, text, guessLanguage(text)),
  ...Object.fromEntries(SCRIPTS.map((extension) => [extension, refuseScript])),
};

async function readDocument(file: string, given: string, language: 'jsonc' | 'yaml'): Promise<unknown> {
  const text = given.startsWith('\uFEFF') ? given.slice(1) : given;
  // cosmiconfig takes one property out of a file named package.*, whatever its language.
  const isPackage = basename(file, extname(file)) === 'package';
  const document = await parse();
  return isPackage ? { cmtelegram: document } : document;

  async function parse(): Promise<ConfigDocument> {
    try {
      if (language === 'jsonc') {
        const { readJsonc } = await import('./read-jsonc.js');
        return { file, text, root: readJsonc(text, file, isPackage ? 'cmtelegram' : undefined) };
      }
      const { readYaml } = await import('./read-yaml.js');
      return { file, text, root: readYaml(text, file) };
    } catch (error) {
      // Both parsers recurse: a file of nothing but brackets exhausts the stack.
      throw error instanceof RangeError
        ? configError('config-too-complex', { file }, 'too many levels for a configuration.')
        : error;
    }
  }
}

/** A file without a telling extension is JSON when it begins like JSON with comments, else YAML. */
export function guessLanguage(text: string): 'jsonc' | 'yaml' {
  return /^\uFEFF?\s*(?:\{|\[|\/\/|\/\*)/.test(text) ? 'jsonc' : 'yaml';
}

async function refuseScript(file: string): Promise<never> {
  throw configError(
    'config-script',
    { file },
    'a configuration file is never executed.',
    'Write the configuration as JSON or YAML.',
  );
}

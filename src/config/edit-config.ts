import { readFile } from 'node:fs/promises';
import { dirname, extname, relative, resolve } from 'node:path';
import { CmtgError } from '../core/errors.js';
import type { JsonValue } from '../core/payload/payload.js';
import { configError } from './config-error.js';
import type { ConfigDocument } from './config-node.js';
import { toPlain } from './config-node.js';
import type { ConfigAddress } from './edit-address.js';
import { type EditTarget, languageOf, prefixOf } from './edit-target.js';
import { type FileLayers, readFileLayers } from './file-layer.js';
import { tokenKeys } from './key-names.js';
import { loaders } from './loaders.js';
import type { ConfigWarning } from './settings.js';
import { writeWholeFile } from './write-whole-file.js';

export interface ConfigEdit {
  readonly address: ConfigAddress;
  /** Undefined removes it. */
  readonly value: JsonValue | undefined;
  /** The value goes into this profile of the file. */
  readonly profile?: string | undefined;
  readonly home: string | undefined;
  readonly ruleIds: readonly string[];
}

export interface EditResult {
  /** False when the file already said so. */
  readonly changed: boolean;
  readonly warnings: readonly ConfigWarning[];
  /** Other settings of the same file that name a token source and go before the one that was set. */
  readonly hiddenBy: readonly string[];
}

/**
 * Changes one value of a configuration file; comments and layout stay. Nothing is written unless the file can be read
 * before and after. A file that holds a secret becomes the user's alone, and so does every user file.
 */
export async function editConfig(target: EditTarget, edit: ConfigEdit): Promise<EditResult> {
  const { file, kind } = target;
  const given = await readExisting(file);
  const bom = given.startsWith('\uFEFF') ? '\uFEFF' : '';
  const text = given.slice(bom.length);
  const before = await readDocument(file, text);
  readFileLayers(before, { kind, home: edit.home });

  const language = languageOf(file, text);
  const path = pathOf(file, edit, before);
  const change =
    language === 'jsonc' ? (await import('./edit-jsonc.js')).editJsonc : (await import('./edit-yaml.js')).editYaml;
  const isAbsent = valueAt(before, path.slice(prefixOf(file).length)) === undefined;
  const after = edit.value === undefined && isAbsent ? text : change(text, path, edit.value);
  const document = await readDocument(file, after);
  const layers = readFileLayers(document, { kind, home: edit.home, ruleIds: edit.ruleIds });
  if (after !== text)
    await writeWholeFile(file, bom + after, { isPrivate: kind === 'user-file' || holdsSecret(layers) });
  return { changed: after !== text, warnings: layers.warnings, hiddenBy: findHiding(layers, edit) };
}

/** The settings that a file makes outside of its profiles; none when there is no such file. */
export async function readSetNames({ file, kind }: EditTarget, home: string | undefined): Promise<readonly string[]> {
  const document = await readDocument(file, (await readExisting(file)).replace(/^\uFEFF/, ''));
  return Object.keys(readFileLayers(document, { kind, home }).base.values);
}

/** A token file named on the command line counts from the working directory, in a file from the file. */
export function placeTokenFile(path: string, cwd: string, { file, kind }: EditTarget): string {
  if (path.startsWith('~/')) return path;
  const absolute = resolve(cwd, path);
  const near = relative(dirname(file), absolute);
  return kind === 'user-file' || near.startsWith('..') ? absolute : near;
}

async function readExisting(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return '';
    throw configError('config-unreadable', { file }, `the file cannot be read (${code}).`);
  }
}

async function readDocument(file: string, text: string): Promise<ConfigDocument> {
  if (text.trim() === '') return { file, text, root: undefined };
  const load = loaders[extname(file)] ?? loaders['noExt'];
  const loaded = (await load?.(file, text)) as ConfigDocument | { readonly cmtelegram: ConfigDocument };
  return 'cmtelegram' in loaded ? loaded.cmtelegram : loaded;
}

function pathOf(file: string, { address, profile, value }: ConfigEdit, before: ConfigDocument): readonly string[] {
  if (profile !== undefined && address.setting === undefined) {
    throw new CmtgError('A profile cannot choose a profile.', { code: 'config-value', category: 'usage' });
  }
  const inner = [...(profile === undefined ? [] : ['profiles', profile]), ...address.path];
  // The last rule leaves no empty `rules` behind.
  const parent = inner.slice(0, -1);
  const isLast =
    value === undefined && address.path.length > 1 && Object.keys(Object(valueAt(before, parent))).length === 1;
  return [...prefixOf(file), ...(isLast && valueAt(before, inner) !== undefined ? parent : inner)];
}

function valueAt({ root }: ConfigDocument, path: readonly string[]): unknown {
  let value: unknown = root === undefined ? undefined : toPlain(root);
  for (const key of path) {
    value = typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Object(value)[key] : undefined;
  }
  return value;
}

function holdsSecret({ base, profiles }: FileLayers): boolean {
  return [base, ...profiles.values()].some(({ values }) => values.productToken !== undefined);
}

function findHiding({ base, profiles }: FileLayers, { address, value, profile }: ConfigEdit): readonly string[] {
  const rank = (tokenKeys as readonly unknown[]).indexOf(address.setting);
  const layer = profile === undefined ? base : profiles.get(profile);
  if (rank < 0 || value === undefined) return [];
  return tokenKeys.slice(0, rank).filter((name) => layer?.values[name] !== undefined);
}

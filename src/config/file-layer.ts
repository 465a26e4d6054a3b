import { dirname, resolve } from 'node:path';
import { suggest } from '../core/payload/suggest.js';
import { type ConfigDocument, type ConfigNode, type MapEntry, toPlain } from './config-node.js';
import { createFileReport } from './file-report.js';
import { keys, settingNames } from './keys.js';
import { type Layer, LayerBuilder } from './layers.js';
import type { ConfigWarning, FilePlace, FlatSettings, SettingName } from './settings.js';

/** What one file says: its plain values, its profiles, and the profile it chooses. */
export interface FileLayers {
  readonly base: Layer;
  readonly profiles: ReadonlyMap<string, Layer>;
  readonly profile?: { readonly name: string; readonly place: FilePlace };
  readonly warnings: readonly ConfigWarning[];
}

export interface FileContext {
  readonly kind: 'user-file' | 'project-file';
  readonly home: string | undefined;
  /** The ids of the rules, to find misspelt ones; without them none is looked up. */
  readonly ruleIds?: readonly string[] | undefined;
}

/** Keys of a file that are not settings. `$schema` names a JSON Schema for editors and is never fetched. */
const TOP_KEYS = ['$schema', 'profile', 'profiles'];

/**
 * Turns a file's tree into layers.
 *
 * Throws CmtgError: `config-shape`, `config-value`, `config-import`, `config-not-allowed-here`. Unknown keys are warnings.
 */
export function readFileLayers(document: ConfigDocument, context: FileContext): FileLayers {
  const { warnings, place, fail, warnUnknown } = createFileReport(document);
  const profiles = new Map<string, Layer>();
  let profile: FileLayers['profile'];
  const base = readLayer(entriesOf(document.root, 'the configuration'), undefined);
  return { base, profiles, warnings, ...(profile === undefined ? {} : { profile }) };

  function readLayer(entries: readonly MapEntry[], inProfile: string | undefined): Layer {
    const layer = new LayerBuilder();
    for (const entry of entries) {
      readEntry(layer, entry, inProfile);
    }
    return layer;
  }

  function readEntry(layer: LayerBuilder, entry: MapEntry, inProfile: string | undefined): void {
    if (entry.key === '$import') {
      const reason = '$import is not followed: a configuration is one file.';
      throw fail('config-import', entry.offset, reason, 'Copy what it names into this file.');
    }
    if (entry.key === 'journal') {
      for (const inner of entriesOf(entry.value, 'journal')) {
        readSetting(layer, { ...inner, key: `journal.${inner.key}` }, inProfile);
      }
    } else if (inProfile === undefined && TOP_KEYS.includes(entry.key)) {
      readTopKey(entry);
    } else if (entry.key.includes('.')) {
      warnUnknown('key', entry.key, entry.offset, undefined);
    } else {
      readSetting(layer, entry, inProfile);
    }
  }

  function readTopKey({ key, value, offset }: MapEntry): void {
    if (key === 'profile') {
      if (value.kind !== 'scalar' || typeof value.value !== 'string' || value.value === '') {
        throw fail('config-value', value.offset, 'profile must be the name of a profile.');
      }
      profile = { name: value.value, place: place(offset) };
    } else if (key === 'profiles') {
      for (const inner of entriesOf(value, 'profiles')) {
        profiles.set(inner.key, readLayer(entriesOf(inner.value, 'a profile'), inner.key));
      }
    }
  }

  function readSetting(layer: LayerBuilder, entry: MapEntry, inProfile: string | undefined): void {
    const name = settingNames.find((candidate) => candidate === entry.key);
    if (name === undefined) {
      const known = [...settingNames, 'journal', ...(inProfile === undefined ? TOP_KEYS : [])];
      warnUnknown('key', entry.key, entry.offset, suggest(entry.key, known));
      return;
    }
    if (keys[name].where === 'user-file' && context.kind !== 'user-file') {
      const reason = `${name} may stand in the user’s own file only: a project must not name a program to run.`;
      throw fail('config-not-allowed-here', entry.offset, reason);
    }
    setValue(layer, name, entry, inProfile);
    if (name === 'rules') {
      checkRuleIds(entry.value);
    }
  }

  function checkRuleIds(rules: ConfigNode): void {
    const { ruleIds } = context;
    for (const { key, offset } of rules.kind === 'map' && ruleIds !== undefined ? rules.entries : []) {
      if (ruleIds?.includes(key) === false) {
        warnUnknown('rule', key, offset, suggest(key, ruleIds));
      }
    }
  }

  function setValue<Name extends SettingName>(
    layer: LayerBuilder,
    name: Name,
    { value: node, offset }: MapEntry,
    inProfile: string | undefined,
  ): void {
    const parsed = keys[name].type.fromFile(toPlain(node), node.kind === 'scalar' ? node.source : undefined);
    if ('reason' in parsed) {
      throw fail('config-value', node.offset, `${name} ${parsed.reason}.`);
    }
    const value = name === 'productTokenFile' ? resolvePath(String(parsed.value)) : parsed.value;
    const profilePart = inProfile === undefined ? {} : { profile: inProfile };
    layer.set(name, value as FlatSettings[Name], { kind: context.kind, ...place(offset), ...profilePart });
  }

  /** A path is relative to the file that names it; `~/` is the home directory, as no shell expands it here. */
  function resolvePath(path: string): string {
    const expanded = path.startsWith('~/') && context.home !== undefined ? `${context.home}${path.slice(1)}` : path;
    return resolve(dirname(document.file), expanded);
  }

  function entriesOf(node: ConfigNode | undefined, what: string): readonly MapEntry[] {
    if (node === undefined || (node.kind === 'scalar' && node.value === null)) {
      return [];
    }
    if (node.kind !== 'map') {
      throw fail('config-shape', node.offset, `${what} must be an object with keys.`);
    }
    return node.entries;
  }
}

import { configError } from '../../config/config-error.js';
import { type ConfigNode, positionAt, toPlain } from '../../config/config-node.js';
import { readYaml } from '../../config/read-yaml.js';
import { type MediaKind, mediaKinds } from '../../core/channel/media-kind.js';
import { parseDuration } from '../../core/duration.js';
import type { UserAction } from '../../sandbox/conversation.js';
import { parseFaults } from '../../sandbox/parse-fault.js';
import { showAction } from '../../sandbox/show-action.js';
import type { Expectation, Script, Step } from './script.js';

const SCRIPT_KEYS = ['name', 'chat', 'bot', 'as', 'within', 'faults', 'seed', 'steps'] as const;
const STEP_KEYS = ['say', 'start', 'send', 'reply', 'expect', 'advance', 'faults'] as const;
const EXPECT_KEYS = ['text', 'pattern', 'media', 'name', 'uri', 'nothing', 'within'] as const;
const DEFAULT_WITHIN_MS = 5000;
const LONGEST_WITHIN_MS = 3_600_000;
const YEAR_MS = 366 * 86_400_000;

/** Longest pattern: beyond that it is no expectation but a program. */
const LONGEST_PATTERN = 1000;

type MapNode = Extract<ConfigNode, { kind: 'map' }>;

/** Reads a conversation script in YAML. Throws CmtgError (category `config`) that names file, line and column. */
export function readScript(text: string, file: string): Script {
  return new ScriptReader(text, file).read();
}

class ScriptReader {
  readonly #text: string;
  readonly #file: string;

  constructor(text: string, file: string) {
    this.#text = text;
    this.#file = file;
  }

  read(): Script {
    const root = readYaml(this.#text, this.#file);
    if (root === undefined) throw this.#fail(undefined, 'The script is empty: it needs `steps`.');
    const map = this.#map(root, 'The script', SCRIPT_KEYS);
    const withinNode = find(map, 'within');
    const within = withinNode === undefined ? DEFAULT_WITHIN_MS : this.#duration(withinNode, LONGEST_WITHIN_MS);
    const seed = this.#integer(find(map, 'seed'), 1);
    const faults = find(map, 'faults');
    const steps = find(map, 'steps');
    if (steps?.kind !== 'list' || steps.items.length === 0) {
      throw this.#fail(steps ?? map, '`steps` must be a list with at least one step.');
    }
    return {
      file: this.#file,
      name: this.#optional(map, 'name') ?? this.#file,
      ...this.#ids(map),
      ...(faults === undefined ? {} : { faults: this.#faults(faults, seed) }),
      seed,
      steps: steps.items.map((item) => this.#step(item, within, seed)),
    };
  }

  #ids(map: MapNode): Pick<Script, 'chat' | 'bot' | 'as'> {
    const [chat, bot, as] = [this.#optional(map, 'chat'), this.#optional(map, 'bot'), this.#optional(map, 'as')];
    return { ...(chat && { chat }), ...(bot && { bot }), ...(as && { as }) };
  }

  #step(node: ConfigNode, within: number, seed: number): Step {
    const { line, column } = positionAt(this.#text, node.offset);
    // `- start` alone is the start button.
    if (node.kind === 'scalar' && node.value === 'start') {
      return { line, column, label: 'start', do: 'act', action: { kind: 'start' } };
    }
    const map = this.#map(node, 'A step', STEP_KEYS);
    const [entry] = map.entries;
    if (entry === undefined || map.entries.length > 1) {
      throw this.#fail(node, `A step has exactly one of ${list(STEP_KEYS)}.`);
    }
    const { value } = entry;
    const place = { line, column };
    switch (entry.key as (typeof STEP_KEYS)[number]) {
      case 'say':
        return {
          ...place,
          label: `say ${brief(value)}`,
          ...this.#act(value, { kind: 'text', text: this.#string(value) }),
        };
      case 'start': {
        const payload = value.kind === 'scalar' && value.value === null ? '' : this.#string(value);
        return { ...place, label: `start ${payload}`.trim(), ...this.#act(value, { kind: 'start', payload }) };
      }
      case 'send': {
        const action = this.#send(value);
        return {
          ...place,
          label: `send ${action.kind === 'image' ? 'photo' : action.kind}`,
          ...this.#act(value, action),
        };
      }
      case 'reply': {
        const reply = this.#reply(value);
        return { ...place, label: `reply ${shorten(reply.text)}`, ...reply };
      }
      case 'expect':
        return { ...place, ...this.#expect(value, within) };
      case 'advance':
        return { ...place, label: `advance ${brief(value)}`, do: 'advance', ms: this.#duration(value, YEAR_MS) };
      case 'faults':
        return { ...place, label: 'faults', do: 'faults', faults: this.#faults(value, seed), seed };
    }
  }

  /** What Telegram would refuse is a mistake of the script, and told with its place. */
  #act(node: ConfigNode, action: UserAction): { do: 'act'; action: UserAction } {
    this.#try(node, () => showAction(action));
    return { do: 'act', action };
  }

  #send(node: ConfigNode): UserAction {
    const kinds = ['photo', ...Object.keys(mediaKinds), 'location', 'contact'];
    const map = this.#map(node, 'send', [...kinds, 'caption', 'name', 'type']);
    const chosen = map.entries.filter(({ key }) => kinds.includes(key));
    const [entry] = chosen;
    if (entry === undefined || chosen.length > 1) throw this.#fail(node, `send takes exactly one of ${list(kinds)}.`);
    if (entry.key === 'location') return this.#location(entry.value);
    if (entry.key === 'contact') {
      const contact = this.#map(entry.value, 'contact', ['name', 'phone']);
      return { kind: 'contact', name: this.#needed(contact, 'name'), phone: this.#needed(contact, 'phone') };
    }
    const [caption, name, mimeType] = ['caption', 'name', 'type'].map((key) => this.#optional(map, key));
    return {
      kind: entry.key === 'photo' ? 'image' : (entry.key as MediaKind),
      media: { uri: this.#string(entry.value), ...(name && { name }), ...(mimeType && { mimeType }) },
      ...(caption && { caption }),
    };
  }

  #location(node: ConfigNode): UserAction {
    const map = this.#map(node, 'location', ['latitude', 'longitude', 'label']);
    const label = this.#optional(map, 'label');
    return {
      kind: 'location',
      latitude: this.#number(map, 'latitude'),
      longitude: this.#number(map, 'longitude'),
      ...(label && { label }),
    };
  }

  #reply(node: ConfigNode): { do: 'reply'; text: string; to?: string } {
    if (node.kind === 'scalar') return { do: 'reply', text: this.#string(node) };
    const map = this.#map(node, 'reply', ['text', 'to']);
    const to = this.#optional(map, 'to');
    return { do: 'reply', text: this.#needed(map, 'text'), ...(to === undefined ? {} : { to }) };
  }

  #expect(node: ConfigNode, within: number) {
    if (node.kind === 'scalar') {
      const text = this.#string(node);
      return { label: `expect ${brief(node)}`, do: 'expect', expectation: { text }, withinMs: within } as const;
    }
    const map = this.#map(node, 'expect', EXPECT_KEYS);
    const nothing = find(map, 'nothing');
    if (nothing !== undefined) {
      if (map.entries.length > 1) throw this.#fail(nothing, '`nothing` stands alone: it takes the time to wait.');
      const forMs = this.#duration(nothing, LONGEST_WITHIN_MS);
      return { label: `expect nothing for ${brief(nothing)}`, do: 'expect-nothing', forMs } as const;
    }
    const expectation = this.#expectation(map);
    const withinNode = find(map, 'within');
    return {
      label: `expect ${describeExpectation(expectation)}`,
      do: 'expect',
      expectation,
      withinMs: withinNode === undefined ? within : this.#duration(withinNode, LONGEST_WITHIN_MS),
    } as const;
  }

  #expectation(map: MapNode): Expectation {
    const [text, pattern, name, uri] = ['text', 'pattern', 'name', 'uri'].map((key) => this.#optional(map, key));
    const media = this.#media(map);
    const expectation: Expectation = {
      ...(text === undefined ? {} : { text }),
      ...(pattern === undefined ? {} : { pattern: this.#pattern(map, pattern) }),
      ...(media === undefined ? {} : { media }),
      ...(name === undefined ? {} : { name }),
      ...(uri === undefined ? {} : { uri }),
    };
    if (Object.keys(expectation).length === 0) throw this.#fail(map, `expect needs one of ${list(EXPECT_KEYS)}.`);
    return expectation;
  }

  #media(map: MapNode): MediaKind | 'any' | undefined {
    const given = this.#optional(map, 'media');
    if (given === undefined || given === 'any') return given;
    if (given === 'photo') return 'image';
    if (Object.hasOwn(mediaKinds, given)) return given as MediaKind;
    const kinds = ['any', 'photo', ...Object.keys(mediaKinds)];
    throw this.#fail(find(map, 'media'), `media is one of ${list(kinds)}.`);
  }

  #pattern(map: MapNode, pattern: string): string {
    const node = find(map, 'pattern');
    if (pattern.length > LONGEST_PATTERN) throw this.#fail(node, 'The pattern is too long.');
    try {
      new RegExp(pattern, 'u');
      return pattern;
    } catch (error) {
      throw this.#fail(node, `The pattern is no regular expression: ${(error as Error).message}`);
    }
  }

  #faults(node: ConfigNode, seed: number): readonly string[] {
    const faults = node.kind === 'list' ? node.items.map((item) => this.#string(item)) : [this.#string(node)];
    this.#try(node, () => parseFaults(faults, seed));
    return faults;
  }

  #map(node: ConfigNode, what: string, keys: readonly string[]): MapNode {
    if (node.kind !== 'map') throw this.#fail(node, `${what} must be a map with ${list(keys)}.`);
    for (const { key, offset } of node.entries) {
      if (!keys.includes(key)) throw this.#fail({ offset }, `${what} has no key “${key}”; it takes ${list(keys)}.`);
    }
    return node;
  }

  #string(node: ConfigNode): string {
    if (node.kind === 'scalar' && node.value !== null) {
      // Chat IDs are written as numbers, too; 20 digits must not be rounded.
      return typeof node.value === 'number' ? (node.source ?? String(node.value)) : String(node.value);
    }
    throw this.#fail(node, 'A text is expected here.');
  }

  #optional(map: MapNode, key: string): string | undefined {
    const node = find(map, key);
    return node === undefined ? undefined : this.#string(node);
  }

  #needed(map: MapNode, key: string): string {
    return this.#optional(map, key) ?? this.#missing(map, key);
  }

  #number(map: MapNode, key: string): number {
    const node = find(map, key) ?? this.#missing(map, key);
    if (node.kind === 'scalar' && typeof node.value === 'number') return node.value;
    throw this.#fail(node, `${key} must be a number.`);
  }

  #integer(node: ConfigNode | undefined, missing: number): number {
    if (node === undefined) return missing;
    const value = node.kind === 'scalar' ? node.value : null;
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 4_294_967_295) return value;
    throw this.#fail(node, 'A whole number from 0 to 4294967295 is expected here.');
  }

  #duration(node: ConfigNode, longest: number): number {
    const ms = parseDuration(String(toPlain(node)));
    if (ms !== undefined && ms <= longest) return ms;
    throw this.#fail(node, 'A duration such as 500ms, 2s or 5m is expected here.');
  }

  #missing(map: MapNode, key: string): never {
    throw this.#fail(map, `\`${key}\` is missing.`);
  }

  #try(node: ConfigNode, check: () => unknown): void {
    try {
      check();
    } catch (error) {
      throw this.#fail(node, (error as Error).message);
    }
  }

  #fail(node: { readonly offset: number } | undefined, message: string) {
    return configError('script-invalid', { file: this.#file, ...positionAt(this.#text, node?.offset ?? 0) }, message);
  }
}

/** An expectation in a few words. */
export function describeExpectation({ text, pattern, media, name, uri }: Expectation): string {
  const parts = [
    media === undefined ? '' : media === 'any' ? 'a file' : media,
    name === undefined ? '' : `named ${shorten(name)}`,
    uri === undefined ? '' : `at ${shorten(uri)}`,
    text === undefined ? '' : `“${shorten(text)}”`,
    pattern === undefined ? '' : `/${shorten(pattern)}/`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function find(map: MapNode, key: string): ConfigNode | undefined {
  return map.entries.find((entry) => entry.key === key)?.value;
}

function brief(node: ConfigNode): string {
  const value = toPlain(node);
  return typeof value === 'object' ? '' : shorten(String(value));
}

/** A label is one line. */
function shorten(text: string): string {
  const points = [...text.replace(/\s+/g, ' ')];
  return points.length > 60 ? `${points.slice(0, 59).join('')}…` : points.join('');
}

function list(words: readonly string[]): string {
  return words.join(', ');
}

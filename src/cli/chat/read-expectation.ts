import type { ConfigNode } from '../../config/config-node.js';
import { type MediaKind, mediaKinds } from '../../core/channel/media-kind.js';
import type { Expectation } from './script.js';
import { findNode, listWords, type MapNode, type ScriptNodes } from './script-nodes.js';
import { shortenLabel } from './shorten-label.js';

export const expectKeys = ['text', 'pattern', 'media', 'name', 'uri', 'nothing', 'within'] as const;

/** Longest pattern: beyond that it is no expectation but a program. */
const LONGEST_PATTERN = 1000;

/** What a message of the bot must be, of a map below `expect:`. */
export function readExpectation(map: MapNode, nodes: ScriptNodes): Expectation {
  const [text, pattern, name, uri] = ['text', 'pattern', 'name', 'uri'].map((key) => nodes.optional(map, key));
  const media = readMedia(map, nodes);
  const expectation: Expectation = {
    ...(text === undefined ? {} : { text }),
    ...(pattern === undefined ? {} : { pattern: checkPattern(pattern, findNode(map, 'pattern'), nodes) }),
    ...(media === undefined ? {} : { media }),
    ...(name === undefined ? {} : { name }),
    ...(uri === undefined ? {} : { uri }),
  };
  if (Object.keys(expectation).length === 0) throw nodes.fail(map, `expect needs one of ${listWords(expectKeys)}.`);
  return expectation;
}

function readMedia(map: MapNode, nodes: ScriptNodes): MediaKind | 'any' | undefined {
  const given = nodes.optional(map, 'media');
  if (given === undefined || given === 'any') return given;
  if (given === 'photo') return 'image';
  if (Object.hasOwn(mediaKinds, given)) return given as MediaKind;
  const kinds = ['any', 'photo', ...Object.keys(mediaKinds)];
  throw nodes.fail(findNode(map, 'media'), `media is one of ${listWords(kinds)}.`);
}

function checkPattern(pattern: string, node: ConfigNode | undefined, nodes: ScriptNodes): string {
  if (pattern.length > LONGEST_PATTERN) throw nodes.fail(node, 'The pattern is too long.');
  try {
    new RegExp(pattern, 'u');
    return pattern;
  } catch (error) {
    throw nodes.fail(node, `The pattern is no regular expression: ${(error as Error).message}`);
  }
}

/** An expectation in a few words. */
export function describeExpectation({ text, pattern, media, name, uri }: Expectation): string {
  const parts = [
    media === undefined ? '' : media === 'any' ? 'a file' : media,
    name === undefined ? '' : `named ${shortenLabel(name)}`,
    uri === undefined ? '' : `at ${shortenLabel(uri)}`,
    text === undefined ? '' : `“${shortenLabel(text)}”`,
    pattern === undefined ? '' : `/${shortenLabel(pattern)}/`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

import type { ConfigNode } from '../../config/config-node.js';
import { type MediaKind, mediaKinds } from '../../core/channel/media-kind.js';
import type { UserAction } from '../../sandbox/conversation.js';
import { listWords, type ScriptNodes } from './script-nodes.js';

const kinds = ['photo', ...Object.keys(mediaKinds), 'location', 'contact'];

/** `send:` of a script: a file, a place or a contact card of the person. */
export function readSentAction(node: ConfigNode, nodes: ScriptNodes): UserAction {
  const map = nodes.map(node, 'send', [...kinds, 'caption', 'name', 'type']);
  const chosen = map.entries.filter(({ key }) => kinds.includes(key));
  const [entry] = chosen;
  if (entry === undefined || chosen.length > 1)
    throw nodes.fail(node, `send takes exactly one of ${listWords(kinds)}.`);
  if (entry.key === 'location') return readLocation(entry.value, nodes);
  if (entry.key === 'contact') {
    const contact = nodes.map(entry.value, 'contact', ['name', 'phone']);
    return { kind: 'contact', name: nodes.needed(contact, 'name'), phone: nodes.needed(contact, 'phone') };
  }
  const [caption, name, mimeType] = ['caption', 'name', 'type'].map((key) => nodes.optional(map, key));
  return {
    kind: entry.key === 'photo' ? 'image' : (entry.key as MediaKind),
    media: { uri: nodes.string(entry.value), ...(name && { name }), ...(mimeType && { mimeType }) },
    ...(caption && { caption }),
  };
}

function readLocation(node: ConfigNode, nodes: ScriptNodes): UserAction {
  const map = nodes.map(node, 'location', ['latitude', 'longitude', 'label']);
  const label = nodes.optional(map, 'label');
  return {
    kind: 'location',
    latitude: nodes.number(map, 'latitude'),
    longitude: nodes.number(map, 'longitude'),
    ...(label && { label }),
  };
}

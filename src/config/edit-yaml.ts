import { isMap, parseDocument } from 'yaml';
import type { JsonValue } from '../core/payload/payload.js';

/** Sets a value in YAML, or removes it when undefined. Comments, quotes and the order of keys stay. */
export function editYaml(text: string, path: readonly string[], value: JsonValue | undefined): string {
  const document = parseDocument(text, { stringKeys: true, version: '1.2', logLevel: 'error' });
  if (value === undefined) {
    document.deleteIn(path);
  } else {
    // A key without a value (`rules:`) is null, and nothing can be set inside of null.
    for (let depth = 1; depth < path.length; depth++) {
      const parent = path.slice(0, depth);
      if (!isMap(document.getIn(parent, true))) document.setIn(parent, document.createNode({}));
    }
    document.setIn(path, document.createNode(value));
  }
  const indent = /^( +)\S/m.exec(text)?.[1]?.length ?? 2;
  const edited = document.toString({ lineWidth: 0, indent: Math.min(indent, 8) });
  return text.includes('\r\n') ? edited.replace(/\r?\n/g, '\r\n') : edited;
}

import { expect } from 'vitest';
import { compileSchema } from './compile-schema.js';

/** Places that may hold anything: what others wrote, and maps. */
export type Free = (pointer: string) => boolean;

/**
 * Checks a document against a published schema, and the schema against the document: a member that is new, or gone, must
 * not go unnoticed. `free` names objects that may hold more.
 */
export function createStrictCheck(name: string, free: Free = () => false): (document: unknown) => void {
  const validate = compileSchema(name);
  return (document) => {
    expect(validate(document), `${name}: ${JSON.stringify(validate.errors)}\n${JSON.stringify(document)}`).toBe(true);
    for (const pointer of listObjects(document)) {
      if (free(pointer)) continue;
      expect(validate(addMember(document, pointer)), `${name}: a new member at ${pointer || '/'} is taken`).toBe(false);
    }
  };
}

function listObjects(value: unknown, pointer = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  // What comes after the first few of a list is more of the same.
  const members = Array.isArray(value) ? Object.entries(value).slice(0, 12) : Object.entries(value);
  const inner = members.flatMap(([key, member]) => listObjects(member, `${pointer}/${key}`));
  return Array.isArray(value) ? inner : [pointer, ...inner];
}

function addMember(document: unknown, pointer: string): unknown {
  const copy = structuredClone(document) as Record<string, unknown>;
  const steps = pointer.split('/').slice(1);
  // Keys of the documents have no slash in them, other than those that `free` leaves out.
  const at = steps.reduce((value, step) => value[step] as Record<string, unknown>, copy);
  at['newMember'] = 1;
  return copy;
}

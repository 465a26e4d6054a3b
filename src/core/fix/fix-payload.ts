import { analyzePayload } from '../analyze-payload.js';
import type { SeverityOverrides } from '../diagnostics/build-diagnostics.js';
import type { LocatedFinding } from '../diagnostics/locate.js';
import { findRepeatedMembers } from '../json/find-repeated-members.js';
import { readPath } from '../json/read-path.js';
import { composeRings } from './compose-rings.js';
import { findSureKey } from './find-sure-key.js';

/** One replacement in a text; offsets are UTF-16 units. */
export interface Edit {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/** A payload with what could be repaired. */
export interface FixedPayload {
  readonly text: string;
  /** How many problems were solved. */
  readonly fixed: number;
}

/** Solving one problem may show another, as when two keys were misspelt in the same way. */
const MOST_ROUNDS = 5;

/**
 * Repairs what has one sure cure: an unknown key that can only be one known key, a misspelt or spaced channel name, a
 * letter with U+030A that has a form of its own, and a key that repeats the same value. Every other byte stays. A text
 * that is not JSON stays as it is. A rule that is `off` repairs nothing.
 */
export function fixPayload(source: string, overrides: SeverityOverrides = {}): FixedPayload {
  let text = source;
  let fixed = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const edits = planEdits(text, overrides);
    if (edits.length === 0) break;
    text = applyEdits(text, edits);
    fixed += edits.length;
  }
  return { text, fixed };
}

function planEdits(text: string, overrides: SeverityOverrides): Edit[] {
  const { findings, wellFormed, kind } = analyzePayload(text, 'auto');
  if (!wellFormed || kind !== 'payload') return [];
  const wanted = findings.filter(({ finding }) => overrides[finding.ruleId] !== 'off');
  const document: unknown = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  const edits = wanted.flatMap((located) => planEdit(text, document, located) ?? []);
  if (wanted.some(({ finding }) => finding.ruleId === 'syntax/duplicate-key')) {
    edits.push(...findRepeatedMembers(text).map(({ offset, length }) => ({ offset, length, text: '' })));
  }
  return dropOverlaps(edits);
}

function planEdit(text: string, document: unknown, { finding, offset, length }: LocatedFinding): Edit | undefined {
  const raw = text.slice(offset, offset + length);
  switch (finding.ruleId) {
    case 'envelope/unknown-key': {
      const key = findSureKey(String(finding.args['key']), readPath(document, finding.path.slice(0, -1)), finding.path);
      return key === undefined ? undefined : { offset, length, text: JSON.stringify(key) };
    }
    case 'channel/misspelt':
      return { offset, length, text: JSON.stringify(finding.args['name']) };
    case 'text/deleted-characters': {
      const composed = composeRings(raw);
      return composed === raw ? undefined : { offset, length, text: composed };
    }
    default:
      return undefined;
  }
}

function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let from = 0;
  for (const edit of edits) {
    result += text.slice(from, edit.offset) + edit.text;
    from = edit.offset + edit.length;
  }
  return result + text.slice(from);
}

/** In the order of the text; of two edits of one place the first stays, the other has its turn in the next round. */
function dropOverlaps(edits: readonly Edit[]): Edit[] {
  const sorted = [...edits].sort((a, b) => a.offset - b.offset);
  let end = 0;
  return sorted.filter((edit) => {
    if (edit.offset < end) return false;
    end = edit.offset + edit.length;
    return true;
  });
}

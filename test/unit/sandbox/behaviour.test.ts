import { describe, expect, it } from 'vitest';
import { behaviours, refusals } from '../../../src/sandbox/behaviour.js';
import { buildRefusal } from '../../../src/sandbox/refusal.js';

describe('the table of behaviours', () => {
  it('says of every row what it is, how sure it is, and by whom', () => {
    for (const row of behaviours) {
      expect(row.what).toMatch(/\.$/);
      expect(['documented', 'assumed']).toContain(row.standing);
      expect(row.source).not.toBe('');
    }
  });

  it('has every code that CM documents and the sandbox can give', () => {
    const codes = new Set(Object.values(refusals).map(({ errorCode }) => errorCode));
    expect([...codes].sort()).toEqual([101, 202, 203, 301, 302, 303, 304, 305, 307, 500, 999]);
  });

  it('names no id twice', () => {
    expect(new Set(behaviours.map(({ id }) => id)).size).toBe(behaviours.length);
  });

  it('fills values in once, and does not read them as placeholders', () => {
    expect(buildRefusal('number-not-numeric', { number: '{number}$&' }).details).toBe(
      "Gsm '{number}$&' is not a number.",
    );
  });
});

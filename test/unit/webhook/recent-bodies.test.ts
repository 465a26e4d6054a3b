import { describe, expect, it } from 'vitest';
import { createRecentBodies } from '../../../src/webhook/recent-bodies.js';

const body = (text: string) => Buffer.from(text);

describe('recent bodies', () => {
  it('names the last webhook with the same body', () => {
    const recent = createRecentBodies(3);
    expect(recent.note(body('a'), '1')).toBeUndefined();
    expect(recent.note(body('a'), '2')).toBe('1');
    expect(recent.note(body('a'), '3')).toBe('2');
    expect(recent.note(body('b'), '4')).toBeUndefined();
  });

  it('forgets the oldest first, and a body that came again is young', () => {
    const recent = createRecentBodies(3);
    for (const [text, id] of [
      ['a', '1'],
      ['b', '2'],
      ['a', '3'],
      ['c', '4'],
    ] as const) {
      recent.note(body(text), id);
    }
    // The place of the first `a` is reused without forgetting the second.
    expect(recent.note(body('d'), '5')).toBeUndefined();
    expect(recent.note(body('a'), '6')).toBe('3');
    expect(recent.note(body('b'), '7')).toBeUndefined();
  });

  it('takes back what was not stored, and only that', () => {
    const recent = createRecentBodies(3);
    recent.note(body('a'), '1');
    recent.note(body('a'), '2');
    recent.forget(body('a'), '1');
    expect(recent.note(body('a'), '3')).toBe('2');
    recent.forget(body('a'), '3');
    expect(recent.note(body('a'), '4')).toBeUndefined();
  });

  it('remembers exactly as many as it should, whatever comes', () => {
    const size = 5;
    const recent = createRecentBodies(size);
    const seen: string[] = [];
    for (let n = 0; n < 2000; n++) {
      const text = `${(n * n) % 11}`;
      const earlier = seen.slice(-size).lastIndexOf(text);
      expect(recent.note(body(text), `${n}`)).toBe(
        earlier < 0 ? undefined : `${n - seen.slice(-size).length + earlier}`,
      );
      seen.push(text);
    }
  });
});

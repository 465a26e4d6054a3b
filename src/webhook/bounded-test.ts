import { createContext, Script } from 'node:vm';
import type { TestPattern } from '../core/inbound/filter.js';

/**
 * Tests regular expressions against foreign text in bounded time: some expressions take years on a text that somebody
 * wrote for them. What takes longer than `milliseconds` does not match, and `onTimeout` hears of it.
 */
export function createBoundedTest(milliseconds: number, onTimeout: (pattern: RegExp) => void): TestPattern {
  const slots: { pattern?: RegExp; text?: string } = {};
  const context = createContext({ slots });
  const script = new Script('slots.pattern.test(slots.text)');
  return (pattern, text) => {
    slots.pattern = pattern;
    slots.text = text;
    try {
      return script.runInContext(context, { timeout: milliseconds }) === true;
    } catch {
      onTimeout(pattern);
      return false;
    }
  };
}

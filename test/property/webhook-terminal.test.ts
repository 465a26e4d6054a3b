import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTerminalCheck, hostileCase, renderCase } from '../support/terminal-check.js';

// `npm run torture:terminal` runs a hundred thousand.
const RUNS = 1500;

describe('webhooks on a terminal', () => {
  it('change nothing but the lines they print: no title, no clipboard, no cursor, no other cell', async () => {
    const terminal = createTerminalCheck();
    await fc.assert(
      fc.asyncProperty(hostileCase, (hostile) => terminal.check(renderCase(hostile))),
      { numRuns: RUNS },
    );
  });

  it.each([
    ['a title', '\u001b]0;owned\u0007\n', /OSC 0/],
    ['a clipboard', '\u001b]52;c;eA==\u0007\n', /OSC 52/],
    ['a cursor', '\u001b[5Aowned\n', /CSI 5A/],
    ['an erased line', 'a\rb\u001b[K\n', /CSI/],
    ['a colour left on', '\u001b[91mred\n', /another look/],
    ['a foreign colour', '\u001b[31mred\u001b[0m\n', /colour 31/],
    ['an unfinished sequence', 'a\u001b]0;\n', /column/],
    ['a carriage return over the line above', 'a\u001bM\u001bMx\n', /line|lines|reads/],
    ['a bell', '\u0007\n', /bell/],
    ['a question that the terminal answers', '\u001b[6n\n', /CSI/],
  ])('would notice %s', async (_, text, incident) => {
    await expect(createTerminalCheck().check(text)).rejects.toThrow(incident);
  });
});

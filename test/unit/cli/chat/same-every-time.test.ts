import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { root } from '../../../support/run-cli.js';
import { play } from './play.js';

// `npm run torture:chat` asks for a hundred rounds.
const rounds = Number(process.env['TORTURE_ROUNDS'] ?? 5);

const names = readdirSync(`${root}test/cases/chat`).map((file) => file.replace(/\.yaml$/, ''));

describe(`conversations, ${rounds} times each`, () => {
  it('are at least ten', () => {
    expect(names.length).toBeGreaterThanOrEqual(10);
  });

  it.each(names)('%s ends the same way every time, and well', { timeout: 600_000 }, async (name) => {
    const first = await play(name);
    expect(first.result.steps.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
    for (let round = 1; round < rounds; round++) expect((await play(name)).trace).toBe(first.trace);
  });
});

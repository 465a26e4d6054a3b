import { beforeAll, describe, expect, it } from 'vitest';
import { buildPrograms, type Programs } from '../../support/bulk/build-programs.js';
import { killAtCall } from '../../support/bulk/call-kills.js';
import { hasStrace } from '../../support/bulk/strace.js';
import { createTempFolder } from '../../support/temp-folder.js';

let programs: Programs;

beforeAll(async () => {
  programs = await buildPrograms(createTempFolder());
});

// A sample; every call of a run is met by `npm run torture:bulk`.
describe.skipIf(!hasStrace)('killed at a system call, then resumed to the end (needs strace)', () => {
  it.each([
    ['begin', { call: 'write', thread: 'files', onLedger: true }, 4],
    ['begin', { call: 'fdatasync', thread: 'files' }, 5],
    ['begin', { call: 'connect', thread: 'main' }, 3],
    ['resume', { call: 'ftruncate', thread: 'files' }, 1],
  ] as const)('%s, %j number %d', async (phase, calls, nth) => {
    const { reached, problems } = await killAtCall(createTempFolder(), programs, phase, calls, nth);
    expect({ reached, problems }).toEqual({ reached: true, problems: [] });
  });
});

import { parseDuration } from '../core/duration.js';
import { CmtgError } from '../core/errors.js';
import { type FaultName, type FaultRule, type FaultSettings, faultNames } from './fault-settings.js';

/** How `--fault` is written. */
export const faultSyntax = 'NAME[=CHANCE|Nx][:VALUE]';

const SHAPE = /^([a-z0-9-]+)(?:=([^:]+))?(?::(.+))?$/;
/** A day: nobody waits longer. */
const LONGEST_MS = 86_400_000;

/**
 * Reads faults as they stand on a command line: `429`, `5xx=0.1`, `lost-answer=1x`, `delay:2s`, `429=0.5:30s`,
 * `5xx:502`. Throws a `usage` error that names what is wrong.
 */
export function parseFaults(texts: readonly string[], seed = 1): FaultSettings {
  return { seed, rules: Object.fromEntries(texts.map(parseFault)) };
}

function parseFault(text: string): [FaultName, FaultRule] {
  const [, given = '', often, value] = SHAPE.exec(text.trim()) ?? [];
  const name = faultNames.find((known) => known === given);
  if (name === undefined) throw wrong(text, `the faults are ${faultNames.join(', ')}`);
  return [name, { ...parseOften(text, often), ...parseValue(text, name, value) }];
}

function parseOften(text: string, often: string | undefined): FaultRule {
  if (often === undefined) return {};
  const times = /^([1-9]\d{0,5})x$/.exec(often)?.[1];
  if (times !== undefined) return { times: Number(times) };
  const probability = Number(often);
  if (!/^\d*\.?\d+$/.test(often) || probability > 1) {
    throw wrong(text, 'after = comes a chance from 0 to 1, or 3x for the next three times');
  }
  return { probability };
}

function parseValue(text: string, name: FaultName, value: string | undefined): FaultRule {
  if (value === undefined) return {};
  if (name === '5xx') {
    if (!/^5\d\d$/.test(value)) throw wrong(text, 'after : comes a status from 500 to 599');
    return { value: Number(value) };
  }
  if (name !== 'delay' && name !== '429') throw wrong(text, 'only 429, 5xx and delay take a value');
  const milliseconds = parseDuration(value);
  if (milliseconds === undefined || milliseconds > LONGEST_MS) {
    throw wrong(text, 'after : comes a duration of at most a day, such as 500ms or 30s');
  }
  return { value: name === '429' ? Math.ceil(milliseconds / 1000) : milliseconds };
}

function wrong(text: string, why: string): CmtgError {
  return new CmtgError(`The fault “${text}” cannot be read: ${why}.`, {
    code: 'fault-invalid',
    category: 'usage',
    hint: `A fault is written ${faultSyntax}, for example 429=0.1:30s, lost-answer=1x or delay:2s.`,
  });
}

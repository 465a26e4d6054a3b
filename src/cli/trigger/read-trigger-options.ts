import { parseValueToSet } from '../../core/inbound/synthetic/set-values.js';
import type { TriggerKind } from '../../core/inbound/synthetic/trigger-kinds.js';
import { parseRate } from '../../core/rate.js';
import type { CommandInput } from '../command-spec.js';
import { readInteger, readString, readStrings, usageError } from '../option-values.js';
import { readDurationOption } from '../webhook/read-duration-option.js';
import { checkTriggerFlags } from './check-flags.js';
import type { TriggerPlan } from './trigger-plan.js';

/** Reads the flags of `trigger`. Throws usage errors. */
export function readTriggerOptions(kinds: readonly TriggerKind[], options: CommandInput['options']): TriggerPlan {
  const rate = readString(options, 'rate');
  const perSecond = rate === undefined ? Number.POSITIVE_INFINITY : parseRate(rate);
  if (perSecond === undefined) throw usageError(`--rate takes a rate such as 25/s, or max, not “${rate}”.`);
  const plan: TriggerPlan = {
    kinds,
    count: readInteger(options, 'count', '--count', 1, 10_000_000),
    perSecond,
    seed: readInteger(options, 'seed', '--seed', 0, 0xffff_ffff),
    timeoutMs: readDurationOption(options, 'timeout', '--timeout') ?? 30_000,
    from: readString(options, 'from'),
    name: readString(options, 'name'),
    bot: readString(options, 'bot'),
    text: readString(options, 'text'),
    payload: readString(options, 'payload'),
    code: readInteger(options, 'code', '--code', 0, 999),
    values: (readStrings(options, 'set') ?? []).map(parseValueToSet),
  };
  checkTriggerFlags(plan);
  return plan;
}

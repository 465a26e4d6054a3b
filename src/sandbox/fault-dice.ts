import { type FaultName, type FaultRule, type FaultSettings, faultNames } from './fault-settings.js';
import { createRandom, hashText } from './random.js';

/** Decides when a fault happens. */
export interface FaultDice {
  readonly settings: FaultSettings;
  /** The rule when the fault happens this time; undefined when all goes well. */
  roll(name: FaultName): FaultRule | undefined;
}

/**
 * Creates the dice for some settings. Every fault has dice of its own, so that turning one on does not change when
 * another happens.
 */
export function createFaultDice(settings: FaultSettings): FaultDice {
  const dice = new Map(
    faultNames.map((name) => [name, { next: createRandom(settings.seed ^ hashText(name)), times: 0 }]),
  );
  return {
    settings,
    roll(name) {
      const rule = settings.rules[name];
      const die = dice.get(name);
      if (rule === undefined || die === undefined || die.times >= (rule.times ?? Number.POSITIVE_INFINITY)) {
        return undefined;
      }
      if (die.next() >= (rule.probability ?? 1)) return undefined;
      die.times += 1;
      return rule;
    },
  };
}

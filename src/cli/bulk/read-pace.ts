import { facts } from '../../core/channel/telegram.js';
import type { BulkPace, Shard } from '../../gateway/bulk/plan.js';
import type { CommandInput } from '../command-spec.js';
import { readInteger, readString, usageError } from '../option-values.js';

type Options = CommandInput['options'];

const defaultRate = 25;
const mostByDefault = 50;

/** How quickly a run sends, from flags; `before` is what an earlier run over the same ledger did. */
export function readPace(options: Options, shard: Shard | undefined, before?: BulkPace): BulkPace {
  const told = readRate(options, shard);
  const usual = before === undefined ? defaultRate / (shard?.of ?? 1) : before.rate;
  // null is an answer: no limit.
  const rate = told === undefined ? usual : told;
  const most = facts.messagesPerRequest.value;
  const asked = readInteger(options, 'batch', '--batch', 1, most);
  const natural = before?.batch ?? Math.max(1, Math.min(mostByDefault, Math.floor(rate ?? mostByDefault)));
  const window = readInteger(options, 'window', '--window', 1, 1_000_000);
  const wanted = readInteger(options, 'concurrency', '--concurrency', 1, 64) ?? before?.concurrency ?? 2;
  const concurrency = window === undefined ? wanted : Math.min(wanted, window);
  const batch = Math.min(asked ?? natural, window === undefined ? most : Math.floor(window / concurrency));
  return { rate, batch, concurrency, window: batch * concurrency };
}

const secondsOf: Readonly<Record<string, number>> = { s: 1, m: 60, min: 60, h: 3600 };

/** `25/s`, `1500/m`, `max`; null for no limit, undefined when the flag was not given. A shard gets its share. */
export function readRate(options: Options, shard: Shard | undefined): number | null | undefined {
  const text = readString(options, 'rate');
  if (text === undefined) return undefined;
  if (text === 'max') return null;
  const match = /^(\d+(?:\.\d+)?)\/(s|m|min|h)$/.exec(text.trim());
  const perSecond = Number(match?.[1] ?? 0) / (secondsOf[match?.[2] ?? 's'] ?? 1);
  if (match === null || !(perSecond > 0)) {
    throw usageError(`--rate takes messages a second such as 25/s, or max, not “${text}”.`);
  }
  return perSecond / (shard?.of ?? 1);
}

/** `2/4`: the second of four parts. */
export function readShard(options: Options): Shard | undefined {
  const text = readString(options, 'shard');
  if (text === undefined) return undefined;
  const match = /^(\d{1,4})\/(\d{1,4})$/.exec(text.trim());
  const [index, of] = [Number(match?.[1]), Number(match?.[2])];
  if (match === null || index < 1 || index > of) {
    throw usageError(`--shard takes a part and how many there are, such as 1/4, not “${text}”.`, 'Parts count from 1.');
  }
  return { index, of };
}

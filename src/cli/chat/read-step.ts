import { type ConfigNode, toPlain } from '../../config/config-node.js';
import type { UserAction } from '../../sandbox/conversation.js';
import { parseFaults } from '../../sandbox/parse-fault.js';
import { showAction } from '../../sandbox/show-action.js';
import { readSentAction } from './read-action.js';
import { describeExpectation, expectKeys, readExpectation } from './read-expectation.js';
import type { Step } from './script.js';
import { findNode, listWords, type ScriptNodes } from './script-nodes.js';
import { shortenLabel } from './shorten-label.js';

const stepKeys = ['say', 'start', 'send', 'reply', 'expect', 'advance', 'faults'] as const;
const YEAR_MS = 366 * 86_400_000;
export const LONGEST_WITHIN_MS = 3_600_000;

/** What holds for every step that says nothing else. */
export interface StepDefaults {
  readonly withinMs: number;
  readonly seed: number;
}

/** A step without its place. */
type Doing = Step extends infer One ? (One extends unknown ? Omit<One, 'line' | 'column'> : never) : never;

/** One entry of `steps:`. */
export function readStep(node: ConfigNode, defaults: StepDefaults, nodes: ScriptNodes): Step {
  return { ...nodes.placeOf(node), ...readDoing(node, defaults, nodes) } as Step;
}

function readDoing(node: ConfigNode, { withinMs, seed }: StepDefaults, nodes: ScriptNodes): Doing {
  // `- start` alone is the start button.
  if (node.kind === 'scalar' && node.value === 'start') return { label: 'start', do: 'act', action: { kind: 'start' } };
  const map = nodes.map(node, 'A step', stepKeys);
  const [entry] = map.entries;
  if (entry === undefined || map.entries.length > 1) {
    throw nodes.fail(node, `A step has exactly one of ${listWords(stepKeys)}.`);
  }
  const { value } = entry;
  switch (entry.key as (typeof stepKeys)[number]) {
    case 'say':
      return act(value, `say ${brief(value)}`, { kind: 'text', text: nodes.string(value) }, nodes);
    case 'start': {
      const payload = value.kind === 'scalar' && value.value === null ? '' : nodes.string(value);
      return act(value, `start ${payload}`.trim(), { kind: 'start', payload }, nodes);
    }
    case 'send': {
      const action = readSentAction(value, nodes);
      return act(value, `send ${action.kind === 'image' ? 'photo' : action.kind}`, action, nodes);
    }
    case 'reply':
      return readReply(value, nodes);
    case 'expect':
      return readExpect(value, withinMs, nodes);
    case 'advance':
      return { label: `advance ${brief(value)}`, do: 'advance', ms: nodes.duration(value, YEAR_MS) };
    case 'faults':
      return { label: 'faults', do: 'faults', faults: readFaults(value, seed, nodes), seed };
  }
}

/** What Telegram would refuse is a mistake of the script, and told with its place. */
function act(node: ConfigNode, label: string, action: UserAction, nodes: ScriptNodes): Doing {
  nodes.check(node, () => showAction(action));
  return { label, do: 'act', action };
}

function readReply(node: ConfigNode, nodes: ScriptNodes): Doing {
  const map = node.kind === 'scalar' ? undefined : nodes.map(node, 'reply', ['text', 'to']);
  const text = map === undefined ? nodes.string(node) : nodes.needed(map, 'text');
  const to = map === undefined ? undefined : nodes.optional(map, 'to');
  return { label: `reply ${shortenLabel(text)}`, do: 'reply', text, ...(to === undefined ? {} : { to }) };
}

function readExpect(node: ConfigNode, withinMs: number, nodes: ScriptNodes): Doing {
  if (node.kind === 'scalar') {
    return { label: `expect ${brief(node)}`, do: 'expect', expectation: { text: nodes.string(node) }, withinMs };
  }
  const map = nodes.map(node, 'expect', expectKeys);
  const nothing = findNode(map, 'nothing');
  if (nothing !== undefined) {
    if (map.entries.length > 1) throw nodes.fail(nothing, '`nothing` stands alone: it takes the time to wait.');
    const forMs = nodes.duration(nothing, LONGEST_WITHIN_MS);
    return { label: `expect nothing for ${brief(nothing)}`, do: 'expect-nothing', forMs };
  }
  const expectation = readExpectation(map, nodes);
  const within = findNode(map, 'within');
  return {
    label: `expect ${describeExpectation(expectation)}`,
    do: 'expect',
    expectation,
    withinMs: within === undefined ? withinMs : nodes.duration(within, LONGEST_WITHIN_MS),
  };
}

/** One fault or several, as `--fault` takes them. */
export function readFaults(node: ConfigNode, seed: number, nodes: ScriptNodes): readonly string[] {
  const faults = node.kind === 'list' ? node.items.map((item) => nodes.string(item)) : [nodes.string(node)];
  nodes.check(node, () => parseFaults(faults, seed));
  return faults;
}

function brief(node: ConfigNode): string {
  const value = toPlain(node);
  return typeof value === 'object' ? '' : shortenLabel(String(value));
}

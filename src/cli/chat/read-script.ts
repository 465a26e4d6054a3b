import { readYaml } from '../../config/read-yaml.js';
import { LONGEST_WITHIN_MS, readFaults, readStep } from './read-step.js';
import type { Script } from './script.js';
import { findNode, type MapNode, ScriptNodes } from './script-nodes.js';

const scriptKeys = ['name', 'chat', 'bot', 'as', 'within', 'faults', 'seed', 'steps'] as const;
const DEFAULT_WITHIN_MS = 5000;

/** Reads a conversation script in YAML. Throws CmtgError (category `config`) that names file, line and column. */
export function readScript(text: string, file: string): Script {
  const nodes = new ScriptNodes(text, file);
  const root = readYaml(text, file);
  if (root === undefined) throw nodes.fail(undefined, 'The script is empty: it needs `steps`.');
  const map = nodes.map(root, 'The script', scriptKeys);
  const [within, seedNode, faults] = ['within', 'seed', 'faults'].map((key) => findNode(map, key));
  const withinMs = within === undefined ? DEFAULT_WITHIN_MS : nodes.duration(within, LONGEST_WITHIN_MS);
  const seed = seedNode === undefined ? 1 : nodes.integer(seedNode);
  const steps = findNode(map, 'steps');
  if (steps?.kind !== 'list' || steps.items.length === 0) {
    throw nodes.fail(steps ?? map, '`steps` must be a list with at least one step.');
  }
  return {
    file,
    name: nodes.optional(map, 'name') ?? file,
    ...readIds(map, nodes),
    ...(faults === undefined ? {} : { faults: readFaults(faults, seed, nodes) }),
    seed,
    steps: steps.items.map((item) => readStep(item, { withinMs, seed }, nodes)),
  };
}

function readIds(map: MapNode, nodes: ScriptNodes): Pick<Script, 'chat' | 'bot' | 'as'> {
  const [chat, bot, as] = ['chat', 'bot', 'as'].map((key) => nodes.optional(map, key));
  return { ...(chat && { chat }), ...(bot && { bot }), ...(as && { as }) };
}

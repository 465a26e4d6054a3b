import { maskBotTokens } from '../channel/bot-token.js';
import type { Severity } from '../diagnostics/severity.js';
import { inboundRules } from '../rules/catalogue/inbound.js';
import type { Args } from '../rules/rule-info.js';

/** A rule about webhooks; its words and its weight stand in the catalogue. */
export type InboundFindingId = keyof typeof inboundRules;

/** Something worth knowing about a webhook. `path` is a JSON pointer into it. */
export interface InboundFinding {
  readonly ruleId: InboundFindingId;
  readonly severity: Severity;
  readonly message: string;
  readonly path: string;
}

const LONGEST_VALUE = 200;

/**
 * A finding with the words of its rule. The sentence is built when it is read: a listener under load finds more than
 * anybody reads. Values are cut: they come from outside.
 */
export function createFinding(ruleId: InboundFindingId, path: string, args: Args = {}): InboundFinding {
  return {
    ruleId,
    severity: inboundRules[ruleId].severity,
    get message() {
      return maskBotTokens(inboundRules[ruleId].message(cutValues(args)));
    },
    path,
  };
}

function cutValues(args: Args): Args {
  const cut = Object.entries(args).map(([name, value]) => [
    name,
    typeof value === 'string' && value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE - 1)}…` : value,
  ]);
  return Object.fromEntries(cut);
}

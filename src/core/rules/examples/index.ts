import type { RuleId } from '../catalogue.js';
import { addressingExamples } from './addressing.js';
import { configExamples } from './config.js';
import { envelopeExamples } from './envelope.js';
import { inboundExamples } from './inbound.js';
import { mediaExamples } from './media.js';
import { probeExamples } from './probe.js';
import { recipientsExamples } from './recipients.js';
import type { RuleExample } from './rule-example.js';
import { syntaxExamples } from './syntax.js';
import { textExamples } from './text.js';

/** What is written by hand about every rule. Load it where it is shown, not where rules run. */
export const ruleExamples: Readonly<Record<RuleId, RuleExample>> = {
  ...syntaxExamples,
  ...envelopeExamples,
  ...addressingExamples,
  ...textExamples,
  ...mediaExamples,
  ...inboundExamples,
  ...configExamples,
  ...recipientsExamples,
  ...probeExamples,
};

import { checkPayload } from '../check-payload.js';
import type { Severity } from '../diagnostics/diagnostic.js';
import { type RuleId, ruleInfo } from './catalogue.js';
import { checkProbe } from './check-probe.js';
import type { Sample } from './examples/rule-example.js';

/** What was found in an example. */
export interface SampleFinding {
  readonly ruleId: RuleId;
  readonly severity: Severity;
  readonly message: string;
}

/**
 * What cmtg says about an example of a rule. Undefined for rows and configuration files, which only a run over
 * a file of recipients and the reader of configuration files judge.
 */
export function checkSample(sample: Sample, ruleId: RuleId): readonly SampleFinding[] | undefined {
  const kind = ruleId.startsWith('inbound/') ? 'webhook' : 'payload';
  switch (sample.form) {
    case 'json':
      return checkPayload(sample.text, { kind }).diagnostics;
    case 'generated':
      return checkPayload(sample.build(), { kind }).diagnostics;
    case 'bytes':
      return checkPayload(
        Uint8Array.from(sample.latin1, (character) => character.charCodeAt(0)),
        { kind },
      ).diagnostics;
    case 'probe':
      return checkProbe(sample.media, [], sample.result).map(({ ruleId: id, args }) => {
        const { severity, message } = ruleInfo(id);
        return { ruleId: id, severity, message: message(args) };
      });
    default:
      return undefined;
  }
}

import type { Path } from '../diagnostics/diagnostic.js';
import type { Message, Payload } from '../payload/payload.js';
import type { RuleId } from './catalogue.js';
import type { Args } from './rule-info.js';

/** How a check says that something is wrong. */
export type Report = (ruleId: RuleId, path: Path, args?: Args) => void;

/**
 * One check. `payload` sees the whole request, `message` every entry of `msg` with its path. A check reads the facts,
 * reports, and never throws; it may own several rules that one look decides.
 */
export interface Check {
  readonly payload?: (payload: Payload, report: Report) => void;
  readonly message?: (message: Message, at: Path, report: Report) => void;
}

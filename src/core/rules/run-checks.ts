import type { Finding } from '../diagnostics/diagnostic.js';
import type { Message, Payload } from '../payload/payload.js';
import { checks } from './checks/index.js';
import type { Report } from './rule.js';

const payloadChecks = checks.flatMap((check) => (check.payload === undefined ? [] : [check.payload]));
const messageChecks = checks.flatMap((check) => (check.message === undefined ? [] : [check.message]));

/**
 * Runs every check over a payload, one cmtg built or a foreign one, and stops looking when there are `limit` findings.
 * Never throws.
 */
export function runChecks(payload: Payload, limit = Number.POSITIVE_INFINITY): Finding[] {
  const findings: Finding[] = [];
  const report = collect(findings);
  for (const check of payloadChecks) check(payload, report);
  for (const [index, message] of payload.messages.msg.entries()) {
    if (findings.length >= limit) break;
    runMessageChecks(message, index, report);
  }
  return findings.length > limit ? findings.slice(0, limit) : findings;
}

/** Runs the checks that look at one message alone. */
export function checkMessage(message: Message): Finding[] {
  const findings: Finding[] = [];
  runMessageChecks(message, 0, collect(findings));
  return findings;
}

function runMessageChecks(message: Message, index: number, report: Report): void {
  const at = ['messages', 'msg', index];
  for (const check of messageChecks) check(message, at, report);
}

function collect(findings: Finding[]): Report {
  return (ruleId, path, args = {}) => {
    findings.push({ ruleId, path, args });
  };
}

import { checkPayload } from '../../core/check-payload.js';
import { locateFindings } from '../../core/diagnostics/locate.js';
import { createRanges } from '../../core/diagnostics/ranges.js';
import { parseWebhook } from '../../core/inbound/parse-webhook.js';
import { pointerToPath } from '../../core/inbound/pointer.js';
import { ruleInfo } from '../../core/rules/catalogue.js';
import type { HttpCall } from '../source.js';
import type { CheckedText, PlacedFinding } from '../view-model.js';

/** Checks a body by the rules that fit it, and tells where in this text every finding belongs. */
export function checkBody(text: string, checks: HttpCall['checks']): CheckedText {
  return { text, findings: checks === 'payload' ? checkRequest(text) : checkWebhook(text) };
}

function checkRequest(text: string): readonly PlacedFinding[] {
  return checkPayload(text).diagnostics.map(({ ruleId, severity, message, help, path, origin }) => {
    const range = origin.kind === 'file' ? origin.range : undefined;
    return { id: ruleId, severity, message, help, path, ...place(range) };
  });
}

function checkWebhook(text: string): readonly PlacedFinding[] {
  const { findings } = parseWebhook(text);
  const wanted = findings.map(({ ruleId, path }) => ({
    // Only the path is read.
    finding: { ruleId, path: pointerToPath(path), args: {} },
    spelt: false,
  }));
  const places = locateFindings(text, wanted);
  const toRange = createRanges(text);
  return findings.map(({ ruleId, severity, message, path }, index) => {
    const { offset = 0, length = 0 } = places[index] ?? {};
    return { id: ruleId, severity, message, help: ruleInfo(ruleId).help, path, ...place(toRange(offset, length)) };
  });
}

function place(
  range: { offset: number; length: number; line: number; column: number } | undefined,
): Pick<PlacedFinding, 'line' | 'column' | 'start' | 'end'> {
  const { offset = 0, length = 0, line = 1, column = 1 } = range ?? {};
  return { line, column, start: offset, end: offset + length };
}

import { facts } from './channel/telegram.js';
import type { Finding } from './diagnostics/diagnostic.js';
import { type FindingToLocate, type LocatedFinding, locateFindings } from './diagnostics/locate.js';
import { checkWebhook, recognizeWebhook } from './inbound/check-webhook.js';
import type { WebhookKind } from './inbound/webhook-shape.js';
import { findSyntaxProblems } from './json/find-syntax-problems.js';
import { jsonFaults } from './json/json-faults.js';
import { recoverJson } from './json/recover-json.js';
import { scanJson } from './json/scan-json.js';
import type { JsonValue, Payload } from './payload/payload.js';
import { readPayload } from './payload/read-payload.js';
import { runChecks } from './rules/run-checks.js';
import { decodeUtf8Text } from './text/decode-utf8.js';

/** What a document was taken for. */
export type DocumentKind = 'payload' | WebhookKind | 'webhook';

/** A document with what was found in it, in the order of the text. */
export interface Analysis {
  readonly text: string;
  readonly findings: readonly LocatedFinding[];
  readonly kind: DocumentKind;
  readonly payload?: Payload;
  /** Whether the text is JSON that can be looked at. */
  readonly wellFormed: boolean;
}

/** So many findings of one document are told; more would be a list nobody reads, of a size nobody bounds. */
const MOST_FINDINGS = 10_000;

const scanLimits = { depth: facts.payloadDepth.value, values: facts.payloadValues.value };

/** Finds everything that is wrong with a document, and where. Positions are looked for only when there is a finding. */
export function analyzePayload(source: string | Uint8Array, wanted: 'auto' | 'payload' | 'webhook'): Analysis {
  const { text, badByte } = typeof source === 'string' ? { text: source } : decodeUtf8Text(source);
  const located = findEncodingProblems(text, source, badByte);
  // A byte order mark is told and then passed over; a blank in its place keeps every offset.
  const json = text.charCodeAt(0) === 0xfeff ? ` ${text.slice(1)}` : text;

  const scan = scanJson(json, scanLimits);
  if (scan.tooDeepAt >= 0) {
    const args = { depth: scan.depth, limit: scanLimits.depth };
    located.push({ finding: { ruleId: 'syntax/too-deep', path: [], args }, offset: scan.tooDeepAt, length: 1 });
    return { text, findings: located, kind: 'payload', wellFormed: false };
  }
  if (scan.values > scanLimits.values) {
    located.push(buildTooLarge('value', scanLimits.values));
    return { text, findings: located, kind: 'payload', wellFormed: false };
  }

  const { document, faults, wellFormed } = parseDocument(json);
  located.push(...faults);
  if (scan.suspect) located.push(...findSyntaxProblems(json, MOST_FINDINGS - located.length));
  const { kind, payload, toLocate } =
    document === undefined
      ? { kind: 'payload' as const, payload: undefined, toLocate: [] }
      : checkDocument(document, wanted, MOST_FINDINGS - located.length);
  const told = wellFormed ? toLocate : toLocate.filter(({ finding }) => !saysMissing(finding));
  if (told.length > 0) located.push(...dropRepeats(locateFindings(json, told), located));
  const findings = located.sort((a, b) => a.offset - b.offset);
  if (findings.length >= MOST_FINDINGS) findings.push(buildTooLarge('finding', MOST_FINDINGS));
  return { text, findings, kind, wellFormed, ...(payload === undefined ? {} : { payload }) };
}

function findEncodingProblems(
  text: string,
  source: string | Uint8Array,
  badByte: number | undefined,
): LocatedFinding[] {
  const located: LocatedFinding[] = [];
  if (text.charCodeAt(0) === 0xfeff) {
    located.push({ finding: { ruleId: 'syntax/byte-order-mark', path: [], args: {} }, offset: 0, length: 1 });
  }
  if (badByte !== undefined && typeof source !== 'string') {
    const offset = decodeUtf8Text(source.subarray(0, badByte)).text.length;
    located.push({
      finding: { ruleId: 'syntax/invalid-utf8', path: [], args: { offset: badByte } },
      offset,
      length: 1,
    });
  }
  return located;
}

/** Parses the document; where it is malformed, as much of it as can be understood. */
function parseDocument(json: string): { document?: JsonValue; faults: LocatedFinding[]; wellFormed: boolean } {
  try {
    return { document: JSON.parse(json) as JsonValue, faults: [], wellFormed: true };
  } catch {
    const { faults, document } = recoverJson(json);
    return {
      faults: faults.map(({ fault, offset, length }) => ({
        finding: { ruleId: 'syntax/invalid-json', path: [], args: { problem: jsonFaults[fault] } },
        offset,
        length,
      })),
      wellFormed: false,
      ...(document === undefined ? {} : { document }),
    };
  }
}

function checkDocument(
  document: JsonValue,
  wanted: 'auto' | 'payload' | 'webhook',
  limit: number,
): { kind: DocumentKind; payload?: Payload; toLocate: FindingToLocate[] } {
  const recognized = wanted === 'payload' ? undefined : recognizeWebhook(document);
  if (wanted === 'webhook' || recognized !== undefined) {
    return { kind: recognized ?? 'webhook', toLocate: checkWebhook(document, recognized) };
  }
  const { payload, findings } = readPayload(document, limit);
  const toLocate = findings.map((finding) => ({ finding, spelt: true }));
  if (payload === undefined) return { kind: 'payload', toLocate };
  // The rules see canonical keys, whatever the text spells.
  for (const finding of runChecks(payload, limit - findings.length)) toLocate.push({ finding, spelt: false });
  return { kind: 'payload', payload, toLocate };
}

/** What is missing in a malformed text may stand in the part that could not be read. */
function saysMissing({ ruleId }: Finding): boolean {
  return /missing|empty/.test(ruleId);
}

/** Half a surrogate pair in a text is told by the rule for texts; the one for any string would only repeat it. */
function dropRepeats(added: LocatedFinding[], located: LocatedFinding[]): LocatedFinding[] {
  for (const { finding, offset, length } of added) {
    if (finding.ruleId !== 'text/ill-formed') continue;
    const at = located.findIndex(
      (other) =>
        other.finding.ruleId === 'syntax/lone-surrogate' && other.offset >= offset && other.offset < offset + length,
    );
    if (at >= 0) located.splice(at, 1);
  }
  return added;
}

function buildTooLarge(what: string, limit: number): LocatedFinding {
  return { finding: { ruleId: 'syntax/too-large', path: [], args: { what, limit } }, offset: 0, length: 0 };
}

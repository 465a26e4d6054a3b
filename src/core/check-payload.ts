import { analyzePayload, type DocumentKind } from './analyze-payload.js';
import { buildDiagnostics, type SeverityOverrides } from './diagnostics/build-diagnostics.js';
import type { Diagnostic } from './diagnostics/diagnostic.js';
import { createRanges } from './diagnostics/ranges.js';
import { CmtgError } from './errors.js';
import type { Payload } from './payload/payload.js';

export type { DocumentKind } from './analyze-payload.js';

export interface CheckOptions {
  /** Name of the source in the diagnostics. */
  readonly file?: string;
  /** Severities of single rules instead of their own; `off` drops what a rule finds. */
  readonly overrides?: SeverityOverrides;
  /**
   * What the text is: an outbound `payload`, the body of a `webhook`, or `auto` (default), which takes it for a webhook
   * body when it has the shape of one and else for a payload.
   */
  readonly kind?: 'auto' | 'payload' | 'webhook';
}

/** Everything that is wrong with one document. */
export interface Report {
  /** In the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
  /** As what it was checked. */
  readonly kind: DocumentKind;
  /** The payload in canonical spelling; absent when the text has none. */
  readonly payload?: Payload;
}

/**
 * Checks a JSON text, or its bytes, as an outbound payload or as the body of a webhook: syntax, shape, and every rule of
 * the channel, with positions. Nothing is sent and nothing is read. Throws for nothing that the text may hold.
 *
 * @example checkPayload('{"messages":{"msg":[]}}').diagnostics[0]?.ruleId // 'envelope/empty-list'
 */
export function checkPayload(source: string | Uint8Array, options: CheckOptions = {}): Report {
  if (typeof source !== 'string' && !(source instanceof Uint8Array)) {
    throw new CmtgError('A payload is checked as text or bytes: places in it are told by line and column.', {
      code: 'payload-not-text',
      category: 'usage',
      hint: 'Pass JSON.stringify(payload).',
    });
  }
  const { file = 'payload', overrides = {}, kind: wanted = 'auto' } = options;
  const { text, findings, kind, payload } = analyzePayload(source, wanted);
  const rest = { kind, ...(payload === undefined ? {} : { payload }) };
  if (findings.length === 0) return { diagnostics: [], ...rest };
  const toRange = createRanges(text);
  const places = new Map(findings.map(({ finding, offset, length }) => [finding, { offset, length }]));
  const diagnostics = buildDiagnostics(
    findings.map(({ finding }) => finding),
    (finding) => {
      const { offset, length } = places.get(finding) ?? { offset: 0, length: 0 };
      return { kind: 'file', file, range: toRange(offset, length) };
    },
    overrides,
  );
  return { diagnostics, ...rest };
}

import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import { buildDiagnostics, type SeverityOverrides } from './diagnostics/build-diagnostics.js';
import type { Diagnostic, Finding } from './diagnostics/diagnostic.js';
import { createLocator, createRanges } from './diagnostics/locate.js';
import type { JsonValue, Payload } from './payload/payload.js';
import { readPayload } from './payload/read-payload.js';
import { runChecks } from './rules/run-checks.js';

export interface CheckOptions {
  /** Name of the source in the diagnostics. */
  readonly file?: string;
  readonly overrides?: SeverityOverrides;
}

/** Everything that is wrong with one payload. */
export interface Report {
  readonly diagnostics: readonly Diagnostic[];
  /** The payload in canonical spelling; absent when the text has none. */
  readonly payload?: Payload;
}

/** Checks a JSON text as an outbound payload: syntax, shape, and every rule of the channel. Never throws. */
export function checkPayload(text: string, options: CheckOptions = {}): Report {
  const { file = 'payload', overrides = {} } = options;
  let document: JsonValue;
  try {
    document = JSON.parse(text) as JsonValue;
  } catch {
    return { diagnostics: reportSyntax(text, file, overrides) };
  }
  const { payload, findings } = readPayload(document);
  const all = payload === undefined ? findings : [...findings, ...runChecks(payload)];
  const locate = createLocator(text);
  const diagnostics = buildDiagnostics(
    all,
    (finding) => {
      const range = locate(finding);
      return { kind: 'file', file, ...(range === undefined ? {} : { range }) };
    },
    overrides,
  );
  return { diagnostics: sortByPlace(diagnostics), ...(payload === undefined ? {} : { payload }) };
}

function reportSyntax(text: string, file: string, overrides: SeverityOverrides): readonly Diagnostic[] {
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  const problem =
    first === undefined
      ? 'unexpected text'
      : printParseErrorCode(first.error)
          .replace(/(?!^)[A-Z]/g, ' $&')
          .toLowerCase();
  const range = createRanges(text)(first?.offset ?? 0, first?.length ?? 0);
  const finding: Finding = { ruleId: 'syntax/invalid-json', path: [], args: { problem } };
  return buildDiagnostics([finding], () => ({ kind: 'file', file, range }), overrides);
}

function sortByPlace(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const offset = ({ origin }: Diagnostic) => (origin.kind === 'file' ? (origin.range?.offset ?? 0) : 0);
  return [...diagnostics].sort((a, b) => offset(a) - offset(b));
}

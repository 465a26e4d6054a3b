import { buildDiagnostics, type SeverityOverrides } from '../../core/diagnostics/build-diagnostics.js';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.js';
import { locateFindings } from '../../core/diagnostics/locate.js';
import { createRanges } from '../../core/diagnostics/ranges.js';
import type { CommandInput } from '../command-spec.js';
import type { CommandContext } from '../context.js';
import type { CheckedTarget } from './check-target.js';
import type { TargetOutcome } from './check-targets.js';

/** Looks at the media files of all targets together, so that an address in several of them is fetched once. */
export async function* probeTargets(
  outcomes: AsyncIterable<TargetOutcome>,
  overrides: SeverityOverrides,
  options: CommandInput['options'],
  context: CommandContext,
): AsyncGenerator<TargetOutcome> {
  const { probeMediaFiles } = await import('../probe/probe-media-files.js');
  const all: TargetOutcome[] = [];
  for await (const outcome of outcomes) all.push(outcome);
  const files = all.flatMap((outcome) => (outcome.kind === 'checked' && outcome.file.payload ? [outcome.file] : []));
  const findings = await probeMediaFiles(
    files.flatMap(({ payload }) => payload ?? []),
    options,
    context,
  );
  const added = new Map(files.map((file, index) => [file, findings[index] ?? []]));
  for (const outcome of all) {
    const more = outcome.kind === 'checked' ? (added.get(outcome.file) ?? []) : [];
    yield outcome.kind === 'failed' || more.length === 0
      ? outcome
      : { kind: 'checked', file: addFindings(outcome.file, more, overrides) };
  }
}

function addFindings(
  checked: CheckedTarget,
  findings: Parameters<typeof buildDiagnostics>[0],
  overrides: SeverityOverrides,
): CheckedTarget {
  const { file, text = '' } = checked;
  const toRange = createRanges(text);
  const places = new Map(
    locateFindings(
      text,
      findings.map((finding) => ({ finding, spelt: false })),
    ).map(({ finding, offset, length }) => [finding, toRange(offset, length)]),
  );
  const added = buildDiagnostics(
    findings,
    (finding) => {
      const range = places.get(finding);
      return { kind: 'file', file, ...(range === undefined ? {} : { range }) };
    },
    overrides,
  );
  return { ...checked, text, diagnostics: sortByPlace([...checked.diagnostics, ...added]) };
}

function sortByPlace(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const offset = ({ origin }: Diagnostic) => (origin.kind === 'file' ? (origin.range?.offset ?? 0) : 0);
  return [...diagnostics].sort((a, b) => offset(a) - offset(b));
}

import { extname } from 'node:path';
import type { ConfigDocument } from '../../config/config-node.js';
import { readFileLayers } from '../../config/file-layer.js';
import { loaders } from '../../config/loaders.js';
import { buildDiagnostics, type SeverityOverrides } from '../../core/diagnostics/build-diagnostics.js';
import type { Diagnostic, Finding } from '../../core/diagnostics/diagnostic.js';
import { createRanges } from '../../core/diagnostics/ranges.js';
import { CmtgError } from '../../core/errors.js';
import { ruleIds } from '../../core/rules/catalogue.js';
import { decodeUtf8Text } from '../../core/text/decode-utf8.js';

/** What a configuration file is checked with. */
export interface ConfigCheck {
  readonly file: string;
  readonly home: string | undefined;
  readonly overrides: SeverityOverrides;
}

/** A problem with the place that its words begin with. */
interface Problem {
  readonly ruleId: Finding['ruleId'];
  readonly words: string;
  readonly line?: number;
  readonly column?: number;
}

/** Checks a configuration file as every command would read it, and as the user's own, which may say more. */
export async function checkConfigFile(
  bytes: Uint8Array,
  check: ConfigCheck,
): Promise<{ text: string; diagnostics: Diagnostic[] }> {
  const { text, badByte } = decodeUtf8Text(bytes);
  const problems: Problem[] =
    badByte === undefined
      ? await findProblems(text, check)
      : [{ ruleId: 'config/invalid', words: `The file is not valid UTF-8 (first bad byte at offset ${badByte}).` }];
  const toRange = createRanges(text);
  const findings = problems.map(({ ruleId, words }) => ({ ruleId, path: [], args: { problem: words } }));
  const places = new Map(findings.map((finding, index) => [finding as Finding, problems[index]]));
  const diagnostics = buildDiagnostics(
    findings,
    (finding) => {
      const { line, column } = places.get(finding) ?? {};
      if (line === undefined || column === undefined) return { kind: 'file', file: check.file };
      const offset = offsetOf(text, line, column);
      return { kind: 'file', file: check.file, range: toRange(offset, lengthOfToken(text, offset)) };
    },
    check.overrides,
  );
  return { text, diagnostics };
}

async function findProblems(text: string, { file, home }: ConfigCheck): Promise<Problem[]> {
  try {
    const load = loaders[extname(file)] ?? loaders['noExt'];
    const loaded = (await load?.(file, text)) as ConfigDocument | undefined;
    const document = loaded ?? { file, text, root: undefined };
    const { warnings } = readFileLayers(document, { kind: 'user-file', home, ruleIds });
    return warnings.map(({ message, line, column }) => ({
      ruleId: 'config/unknown-name',
      words: withoutPlace(message, file),
      ...(line === undefined ? {} : { line }),
      ...(column === undefined ? {} : { column }),
    }));
  } catch (error) {
    if (!(error instanceof CmtgError)) throw error;
    const [, line, column] = /^:(\d+):(\d+)/.exec(error.message.slice(file.length)) ?? [];
    const words = withoutPlace(error.message, file) + (error.hint === undefined ? '' : ` ${error.hint}`);
    const place = line === undefined || column === undefined ? {} : { line: Number(line), column: Number(column) };
    return [{ ruleId: 'config/invalid', words, ...place }];
  }
}

/** The sentence behind `file:line:column: `, which the report says by itself. */
function withoutPlace(message: string, file: string): string {
  if (!message.startsWith(file)) return message;
  const words = message.slice(file.length).replace(/^(?::\d+){0,2}:\s*/, '');
  // The name of a setting stays as it is spelt.
  return words.replace(/^(?:an?|the|unknown|too) /, (word) => word.charAt(0).toUpperCase() + word.slice(1));
}

function offsetOf(text: string, line: number, column: number): number {
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (let at = 1; at < line; at++) {
    const end = text.indexOf('\n', start);
    if (end < 0) break;
    start = end + 1;
  }
  return start + [...text.slice(start, start + 2 * column)].slice(0, column - 1).join('').length;
}

/** A key or value as far as a reader would underline it. */
function lengthOfToken(text: string, offset: number): number {
  const token = /^(?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[^\s,:{}[\]"']+|.)/u.exec(text.slice(offset, offset + 400));
  return token?.[0].length ?? 0;
}

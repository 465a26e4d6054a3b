import { writeWholeFile } from '../../config/write-whole-file.js';
import { fixPayload } from '../../core/fix/fix-payload.js';
import { decodeUtf8Text } from '../../core/text/decode-utf8.js';
import type { CheckSetting } from './check-setting.js';
import type { Target } from './find-targets.js';

/** A file after repair: the text to be checked, and what changed. */
export interface RepairedTarget {
  readonly text: string;
  readonly fixed: number;
  readonly diff?: { readonly before: string; readonly after: string };
}

/** Repairs a file, or shows how it would. Undefined when there is nothing to repair, or the file is not UTF-8. */
export async function repairTarget(
  target: Target,
  bytes: Uint8Array,
  { overrides, fix }: CheckSetting,
): Promise<RepairedTarget | undefined> {
  const { text: before, badByte } = decodeUtf8Text(bytes);
  if (badByte !== undefined) return undefined;
  const { text, fixed } = fixPayload(before, overrides);
  if (fixed === 0) return undefined;
  if (fix === 'diff') return { text, fixed, diff: { before, after: text } };
  // Never reached for stdin: the command refuses that.
  if (target.kind === 'file') await writeWholeFile(target.path, text, { isPrivate: false });
  return { text, fixed };
}

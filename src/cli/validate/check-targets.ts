import { CmtgError } from '../../core/errors.js';
import type { CommandContext } from '../context.js';
import type { CheckSetting } from './check-setting.js';
import { type CheckedTarget, checkTarget } from './check-target.js';
import type { Target } from './find-targets.js';

/** So many files are read at a time: enough to hide the disk, few enough to keep the memory flat. */
const AT_ONCE = 4;

/** A target that was checked, or could not be. */
export type TargetOutcome =
  | { readonly kind: 'checked'; readonly file: CheckedTarget }
  | { readonly kind: 'failed'; readonly error: CmtgError };

/** Checks targets in their order, a few at a time. Errors about one file do not stop the others. */
export async function* checkTargets(
  targets: readonly Target[],
  setting: CheckSetting,
  context: CommandContext,
): AsyncGenerator<TargetOutcome> {
  const running: Promise<TargetOutcome>[] = [];
  let next = 0;
  while (running.length > 0 || next < targets.length) {
    for (; running.length < AT_ONCE && next < targets.length; next++) {
      const target = targets[next];
      if (target !== undefined) running.push(checkOne(target, setting, context));
    }
    const outcome = await running.shift();
    if (outcome !== undefined) yield outcome;
  }
}

async function checkOne(target: Target, setting: CheckSetting, context: CommandContext): Promise<TargetOutcome> {
  try {
    return { kind: 'checked', file: await checkTarget(target, setting, context) };
  } catch (error) {
    if (error instanceof CmtgError) return { kind: 'failed', error };
    throw error;
  }
}

import { existsSync } from 'node:fs';
import { editConfig, readSetNames } from '../../config/edit-config.js';
import { findHome } from '../../config/search.js';
import { writeWholeFile } from '../../config/write-whole-file.js';
import { ruleIds } from '../../core/rules/catalogue.js';
import type { CommandContext } from '../context.js';
import type { InitPlan } from './plan-changes.js';

/** What of a plan would replace something, in words; undefined when nothing would. Holds file names: foreign text. */
export async function findReplaced(plan: InitPlan, { io }: CommandContext): Promise<string | undefined> {
  const replaced: string[] = [];
  for (const { target, setting } of plan.changes) {
    const names = await readSetNames(target, findHome(io.env, io.home));
    if (names.includes(setting)) replaced.push(`${setting} is set in ${target.file}.`);
  }
  if (plan.tokenFile !== undefined && existsSync(plan.tokenFile)) replaced.push(`${plan.tokenFile} exists.`);
  return replaced.length === 0 ? undefined : replaced.join(' ');
}

/** Carries a plan out and names the files that were written. */
export async function applyPlan(plan: InitPlan, token: string | undefined, { io }: CommandContext): Promise<string[]> {
  const home = findHome(io.env, io.home);
  const files = new Set<string>();
  if (plan.tokenFile !== undefined) {
    await writeWholeFile(plan.tokenFile, `${token}\n`, { isPrivate: true });
    files.add(plan.tokenFile);
  }
  for (const { target, setting, value } of plan.changes) {
    const address = { key: setting, setting, path: [setting] };
    const { changed } = await editConfig(target, { address, value, home, ruleIds });
    if (changed || value !== undefined) files.add(target.file);
  }
  return [...files];
}

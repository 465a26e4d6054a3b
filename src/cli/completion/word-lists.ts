import { settingNames } from '../../config/keys.js';
import { triggerKinds } from '../../core/inbound/synthetic/trigger-kinds.js';
import { ruleIds } from '../../core/rules/catalogue.js';
import type { WordLists } from './build-tree.js';

/** Words that completion offers and no option spells out. */
export const wordLists: WordLists = {
  rule: ruleIds,
  trigger: triggerKinds,
  setting: [...settingNames, 'profile', ...ruleIds.map((id) => `rules.${id}`)],
};

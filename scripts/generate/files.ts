import { ruleIds } from '../../src/core/rules/catalogue.js';
import { explainRule } from '../../src/core/rules/explain-rule.js';
import { buildOpenApi } from '../../src/sandbox/control/openapi.js';
import { fillPages } from './fill-pages.js';
import { renderLimits } from './limits.js';
import { renderRulePage } from './rule-page.js';
import { renderRulesIndex } from './rules-index.js';
import { renderBehaviours } from './sandbox-behaviours.js';
import { buildSchemas } from './schemas.js';

export { drawScreens } from './screens/draw-screens.js';

/** Every file that is made from tables, by its path from the root of the project. `root` ends in a slash. */
export function generateFiles(root: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>(fillPages(root));
  for (const id of ruleIds) {
    const rule = explainRule(id);
    files.set(rule.docs, renderRulePage(rule));
  }
  files.set('docs/rules/README.md', renderRulesIndex());
  files.set('docs/limits.md', renderLimits());
  files.set('docs/sandbox-behaviour.md', renderBehaviours());
  files.set('docs/sandbox-api.json', `${JSON.stringify(buildOpenApi(), null, 2)}\n`);
  for (const [name, schema] of buildSchemas()) {
    files.set(`schema/${name}.schema.json`, `${JSON.stringify(schema, null, 2)}\n`);
  }
  return files;
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generateFiles } from '../../../scripts/generate/files.js';
import { factList } from '../../../src/core/channel/telegram.js';
import { ruleDocs, ruleIds } from '../../../src/core/rules/catalogue.js';
import { root } from '../../support/run-cli.js';

const files = generateFiles(root);

describe('what is made from tables', () => {
  it.each([...files])('%s is up to date (npm run generate)', (file, content) => {
    expect(existsSync(`${root}${file}`) && readFileSync(`${root}${file}`, 'utf8')).toBe(content);
  });

  it('has a page for every rule, and no page without a rule', () => {
    const pages = readdirSync(`${root}docs/rules`, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.md') && file !== 'README.md')
      .map((file) => `docs/rules/${file}`);
    expect(pages.sort()).toEqual(ruleIds.map(ruleDocs).sort());
  });

  it('names every fact and every rule', () => {
    const limits = files.get('docs/limits.md') ?? '';
    for (const { id } of factList) expect(limits).toContain(`\`${id}\``);
    const index = files.get('docs/rules/README.md') ?? '';
    for (const id of ruleIds) expect(index).toContain(`](${id}.md)`);
  });

  it('links only to files that are there', () => {
    for (const [file, content] of files) {
      for (const [, target = ''] of file.endsWith('.md') ? content.matchAll(/\]\((?!https?:)([^)#]+)/g) : []) {
        const path = join(root, dirname(file), target);
        expect(existsSync(path), `${file} → ${target}`).toBe(true);
      }
    }
  });
});

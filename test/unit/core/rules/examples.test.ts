import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../../src/config/load-config.js';
import type { Severity } from '../../../../src/core/diagnostics/diagnostic.js';
import { CmtgError } from '../../../../src/core/errors.js';
import { type RuleId, ruleIds } from '../../../../src/core/rules/catalogue.js';
import { checkSample } from '../../../../src/core/rules/check-sample.js';
import { ruleExamples } from '../../../../src/core/rules/examples/index.js';
import type { Sample } from '../../../../src/core/rules/examples/rule-example.js';
import { runInside } from '../../../support/run-cli.js';
import { createTempFolder } from '../../../support/temp-folder.js';

interface Found {
  readonly ruleId: RuleId;
  readonly severity: Severity;
}

/** What the program says about a sample. */
async function check(sample: Sample, ruleId: RuleId): Promise<readonly Found[]> {
  if (sample.form === 'config') return checkConfig(sample.text);
  if (sample.form === 'rows') return checkRows(sample);
  return checkSample(sample, ruleId) ?? [];
}

async function checkRows({ file, text, template, flags = [] }: Sample & { form: 'rows' }): Promise<readonly Found[]> {
  const cwd = createTempFolder();
  const path = join(cwd, `file.${file}`);
  writeFileSync(path, text);
  const argv = ['send', '--recipients', path, template, ...flags, '--from', '123456', '--dry-run', '--json'];
  const { stdout } = await runInside(argv, { cwd });
  const lines = stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
  expect(lines.filter((line) => 'error' in line)).toEqual([]);
  return lines.filter(({ type }) => type === 'finding');
}

async function checkConfig(text: string): Promise<readonly Found[]> {
  const cwd = createTempFolder();
  writeFileSync(join(cwd, '.cmtelegramrc'), text);
  try {
    const { warnings } = await loadConfig({ cwd, env: {}, home: cwd, ruleIds, flags: {} });
    return warnings.map(() => ({ ruleId: 'config/unknown-name', severity: 'warning' }));
  } catch (error) {
    if (!(error instanceof CmtgError)) throw error;
    return [{ ruleId: 'config/invalid', severity: 'error' }];
  }
}

describe('the examples of the rules', () => {
  it('are there for every rule, and for no other', () => {
    expect(Object.keys(ruleExamples).sort()).toEqual([...ruleIds].sort());
  });

  it.each(ruleIds)('%s: the bad one fires it and no other error', async (id) => {
    const found = await check(ruleExamples[id].bad, id);
    expect(found.map(({ ruleId }) => ruleId)).toContain(id);
    expect(found.filter(({ ruleId, severity }) => severity === 'error' && ruleId !== id)).toEqual([]);
  });

  it.each(ruleIds)('%s: the good one has neither it nor an error', async (id) => {
    const found = await check(ruleExamples[id].good, id);
    expect(found.filter(({ ruleId, severity }) => severity === 'error' || ruleId === id)).toEqual([]);
  });

  it('say why in sentences', () => {
    for (const id of ruleIds) expect(ruleExamples[id].why, id).toMatch(/^[A-Z“].{40,}[.]$/s);
  });
});

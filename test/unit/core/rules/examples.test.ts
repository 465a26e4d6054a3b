import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../../src/config/load-config.js';
import { checkPayload } from '../../../../src/core/check-payload.js';
import type { Severity } from '../../../../src/core/diagnostics/diagnostic.js';
import { CmtgError } from '../../../../src/core/errors.js';
import { type RuleId, ruleIds, ruleInfo } from '../../../../src/core/rules/catalogue.js';
import { checkProbe } from '../../../../src/core/rules/check-probe.js';
import { ruleExamples } from '../../../../src/core/rules/examples/index.js';
import type { Sample } from '../../../../src/core/rules/examples/rule-example.js';
import { createTempFolder } from '../../../support/temp-folder.js';

interface Found {
  readonly ruleId: RuleId;
  readonly severity: Severity;
}

/** What the program says about a sample; undefined for rows, which only a bulk run reads. */
async function check(sample: Sample, ruleId: RuleId): Promise<readonly Found[] | undefined> {
  const kind = ruleId.startsWith('inbound/') ? 'webhook' : 'auto';
  switch (sample.form) {
    case 'json':
      return checkPayload(sample.text, { kind }).diagnostics;
    case 'generated':
      return checkPayload(sample.build(), { kind }).diagnostics;
    case 'bytes':
      return checkPayload(Buffer.from(sample.latin1, 'latin1')).diagnostics;
    case 'probe':
      return checkProbe(sample.media, ['media'], sample.result).map((finding) => ({
        ruleId: finding.ruleId,
        severity: ruleInfo(finding.ruleId).severity,
      }));
    case 'config':
      return checkConfig(sample.text);
    case 'rows':
      return undefined;
  }
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

  const tested = ruleIds.filter((id) => ruleExamples[id]?.bad.form !== 'rows');

  it.each(tested)('%s: the bad one fires it and no other error', async (id) => {
    const found = (await check(ruleExamples[id].bad, id)) ?? [];
    expect(found.map(({ ruleId }) => ruleId)).toContain(id);
    expect(found.filter(({ ruleId, severity }) => severity === 'error' && ruleId !== id)).toEqual([]);
  });

  it.each(tested)('%s: the good one has neither it nor an error', async (id) => {
    const found = (await check(ruleExamples[id].good, id)) ?? [];
    expect(found.filter(({ ruleId, severity }) => severity === 'error' || ruleId === id)).toEqual([]);
  });

  it('say why in sentences', () => {
    for (const id of ruleIds) expect(ruleExamples[id].why, id).toMatch(/^[A-Z“].{40,}[.]$/s);
  });
});

import { describe, expect, it } from 'vitest';
import { ruleIds } from '../../../src/core/rules/catalogue.js';
import { runInside } from '../../support/run-cli.js';

describe('cmtg rules', () => {
  it('lists every rule with its severity', async () => {
    const { code, stdout, stderr } = await runInside(['rules']);
    expect(code).toBe(0);
    expect(stderr).toBe('');
    const lines = stdout.split('\n').filter((line) => line !== '');
    expect(lines.length).toBe(ruleIds.length);
    for (const id of ruleIds) expect(stdout).toMatch(new RegExp(`^${id} +(error|warning|info) +\\S`, 'm'));
  });

  it('lists them for programs', async () => {
    const { stdout } = await runInside(['rules', '--json']);
    const { version, rules } = JSON.parse(stdout);
    expect(version).toBe(1);
    expect(rules.map(({ id }: { id: string }) => id)).toEqual(ruleIds);
    expect(rules[0]).toEqual({
      id: 'syntax/invalid-json',
      severity: 'error',
      title: 'Malformed JSON',
      docs: 'docs/rules/syntax/invalid-json.md',
    });
  });

  it('explains a rule: what it says, why, who documents it, examples', async () => {
    const { code, stdout } = await runInside(['rules', 'text/too-long']);
    expect(code).toBe(0);
    expect(stdout).toContain('The text has 4097 characters; Telegram’s limit is 4096.');
    expect(stdout).toContain('https://developers.cm.com/messaging/docs/telegram');
    for (const word of ['Why', 'Source', 'Bad', 'Good', '--rule text/too-long=off', 'docs/rules/text/too-long.md']) {
      expect(stdout).toContain(word);
    }
  });

  it.each(ruleIds)('explains %s within 40 columns, but for code and addresses', async (id) => {
    const { code, stdout } = await runInside(['rules', id], { columns: 40 });
    expect(code).toBe(0);
    expect(stdout).not.toMatch(/undefined|\[object|\bNaN\b/);
    const long = stdout
      .split('\n')
      .slice(1)
      .filter((line) => line.length > 40);
    expect(long.filter((line) => !/^ {2}│|https?:|docs\/|--rule|github/.test(line))).toEqual([]);
  });

  it('explains for programs', async () => {
    const { stdout } = await runInside(['rules', 'media/probe-size', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      rule: {
        id: 'media/probe-size',
        severity: 'error',
        facts: [{ id: 'media.image-size' }, { id: 'media.file-size' }],
      },
    });
  });

  it.each([
    ['text/to-long', 'Did you mean “text/too-long”?'],
    ['caption-too-long', 'Did you mean “media/caption-too-long”?'],
    ['something/else-entirely', '`cmtg rules` lists them all.'],
    ['constructor', '`cmtg rules` lists them all.'],
  ])('helps with %s', async (id, hint) => {
    const { code, stdout, stderr } = await runInside(['rules', id]);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(hint);
  });
});

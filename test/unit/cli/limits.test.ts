import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { limitTopics } from '../../../src/core/channel/limits.js';
import { showFact } from '../../../src/core/channel/show-fact.js';
import { factList, facts } from '../../../src/core/channel/telegram.js';
import { root, runInside } from '../../support/run-cli.js';

const all = limitTopics.flatMap((topic) => topic.facts);

describe('cmtg limits', () => {
  it('tells every fact with its value, who documents it, and where', async () => {
    const { code, stdout, stderr } = await runInside(['limits'], { columns: 100 });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(all.map(({ id }) => id)).toEqual(expect.arrayContaining(factList.map(({ id }) => id)));
    for (const fact of all) {
      const [, block = ''] = stdout.split(new RegExp(`^ {2}${fact.id.replace('.', '\\.')} `, 'm'));
      expect(block.trimStart().startsWith(showFact(fact)), fact.id).toBe(true);
      if (fact.by.includes('assumed')) expect(block).toMatch(/^ {4}assumed by cmtg, read/m);
      else expect(block.split(fact.source)[0]).toMatch(/^ {4}documented by (CM|Telegram)/m);
    }
    expect(stdout).not.toMatch(/undefined|\[object|\bNaN\b/);
  });

  it('stands in docs/limits.md topic by topic', () => {
    const page = readFileSync(`${root}docs/limits.md`, 'utf8');
    for (const { title } of limitTopics) expect(page).toContain(`\n## ${title}\n`);
  });

  it('tells those of a topic alone', async () => {
    const { stdout } = await runInside(['limits', 'caption'], { columns: 80 });
    expect(stdout).toBe(`Captions
  caption.length       1\u202f024 code points
    a text beside media, after Telegram cleaned it. CM’s page names no limit for
    captions
    documented by Telegram, read 2026-11-22
    https://core.telegram.org/constructor/config
  caption.below-media  yes
    a text beside media
    documented by CM, read 2026-11-22
    https://developers.cm.com/messaging/docs/telegram
`);
  });

  it('adds nothing but colours on a terminal', async () => {
    for (const columns of [40, 100]) {
      const { stdout } = await runInside(['limits'], { columns });
      const coloured = await runInside(['limits'], { columns, isTTY: true });
      expect(coloured.stdout).not.toBe(stdout);
      expect(stripVTControlCharacters(coloured.stdout)).toBe(stdout);
    }
  });

  it('tells one fact by its id', async () => {
    const { stdout } = await runInside(['limits', 'chat-id.max']);
    expect(stdout).toMatch(/^Chat IDs\n {2}chat-id\.max {2}\d/);
    expect(stdout).not.toContain('chat-id.min');
  });

  it.each(limitTopics.map(({ name }) => name))('tells %s within 40 columns, but for addresses', async (topic) => {
    const { stdout } = await runInside(['limits', topic], { columns: 40 });
    const long = stdout.split('\n').filter((line) => [...line].length > 40 && !line.includes('https://'));
    expect(long.filter((line) => !/^ {4}\S+$/.test(line))).toEqual([]);
  });

  it('lists them for programs', async () => {
    const { stdout } = await runInside(['limits', '--json']);
    const { version, limits } = JSON.parse(stdout);
    expect(version).toBe(1);
    expect(limits.map(({ id }: { id: string }) => id)).toEqual(all.map(({ id }) => id));
    const assumed = limits.filter(({ standing }: { standing: string }) => standing === 'assumed');
    expect(assumed.map(({ id }: { id: string }) => id)).toEqual(['request.depth', 'request.values']);
    const one = JSON.parse((await runInside(['limits', 'caption.length', '--json'])).stdout);
    expect(one.limits).toEqual([{ ...facts.captionLength, topic: 'caption', standing: 'documented' }]);
  });

  it.each([
    ['captions', 'Did you mean “caption”?'],
    ['caption.lenght', 'Did you mean “caption.length”?'],
    ['something-else', 'The topics are channel, text, caption,'],
    ['constructor', 'The topics are channel, text, caption,'],
  ])('helps with %s', async (topic, hint) => {
    const { code, stdout, stderr } = await runInside(['limits', topic], { columns: 200 });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(hint);
  });
});

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { drawScreens } from '../../scripts/generate/screens/draw-screens.js';
import { scenes } from '../../scripts/generate/screens/scenes.js';
import { playSession } from '../../scripts/generate/screens/session.js';
import { readScreen } from '../../scripts/generate/screens/terminal.js';
import { root, runBinary } from '../support/run-cli.js';
import { createTempFolder } from '../support/temp-folder.js';

let drawn: ReadonlyMap<string, string>;
beforeAll(async () => {
  drawn = await drawScreens();
  // The listener waits for a disk that others may keep busy.
}, 120_000);

describe('the pictures of terminals', () => {
  it.each(Object.keys(scenes))('%s shows what the program prints today (npm run generate)', (name) => {
    const file = `docs/images/${name}.svg`;
    expect(readFileSync(`${root}${file}`, 'utf8')).toBe(drawn.get(file));
  });

  it('are all there are, and each is shown on a page with words for those who do not see it', () => {
    const files = readdirSync(`${root}docs/images`).filter((name) => name.endsWith('.svg'));
    expect(files.sort()).toEqual([...drawn.keys()].map((file) => file.slice('docs/images/'.length)).sort());
    const pages = ['send', 'validate', 'listen', 'bulk'].map((name) =>
      readFileSync(`${root}docs/commands/${name}.md`, 'utf8'),
    );
    for (const name of files) {
      expect(
        pages.filter((page) => new RegExp(`!\\[[^\\]]{30,}\\]\\(\\.\\./images/${name}\\)`).test(page)),
      ).toHaveLength(1);
    }
  });

  it('hold no name of the machine they were made on', () => {
    for (const svg of drawn.values()) expect(svg).not.toMatch(/tmp|cmtg-screen|127\.0\.0\.1:(?!8080)/);
  });

  it('show what the built binary prints', async () => {
    const { files = {}, columns } = scenes['validate'] ?? { columns: 80 };
    const played = await playSession(columns, files, ({ run }) => run('cmtg validate payload.json'));
    const cwd = createTempFolder();
    for (const [name, content] of Object.entries(files)) writeFileSync(`${cwd}/${name}`, content);
    const { stdout } = await runBinary(['validate', 'payload.json'], { cwd, env: { FORCE_COLOR: '1' } });
    const text = async (output: string) =>
      (await readScreen(output, columns))
        .map((runs) => runs.reduce((row, run) => row.padEnd(run.at) + run.text, ''))
        .join(' ');
    // Without a terminal lines are broken at another width.
    const words = (shown: string) => shown.split(/\s+/).filter((word) => word !== '');
    expect(words(await text(played))).toEqual(['$', 'cmtg', 'validate', 'payload.json', ...words(await text(stdout))]);
  });
});

describe('a screen', () => {
  it('knows colours, weights and what was written over', async () => {
    const rows = await readScreen('\x1b[31mred\x1b[39m \x1b[1mbold\x1b[22m\nold\rnew \x1b[2mdim\x1b[22m 中\n\n', 20);
    expect(rows.map((runs) => runs.map(({ at, text, color, bold, dim }) => ({ at, text, color, bold, dim })))).toEqual([
      [
        { at: 0, text: 'red', color: 1, bold: false, dim: false },
        { at: 4, text: 'bold', color: undefined, bold: true, dim: false },
      ],
      [
        { at: 0, text: 'new ', color: undefined, bold: false, dim: false },
        { at: 4, text: 'dim', color: undefined, bold: false, dim: true },
        { at: 8, text: '中', color: undefined, bold: false, dim: false },
      ],
    ]);
  });
});

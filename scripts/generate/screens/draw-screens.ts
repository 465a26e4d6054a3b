import { drawSvg } from './draw-svg.js';
import { scenes } from './scenes.js';
import { playSession } from './session.js';
import { readScreen } from './terminal.js';

/** The pictures of terminals in docs/images, each from a run of the program, by path from the root of the project. */
export async function drawScreens(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const [name, { title, columns, files: given = {}, play }] of Object.entries(scenes)) {
    const output = await playSession(columns, given, play);
    files.set(`docs/images/${name}.svg`, drawSvg(await readScreen(output, columns), columns, title));
  }
  return files;
}

import { readdirSync, readFileSync } from 'node:fs';
import { fillOptions, renderCommandIndex } from './command-options.js';
import { fillFormats } from './fill-formats.js';
import { fillTriggers } from './fill-triggers.js';

/** The pages of the commands with their option tables filled in, by path from the root of the project. */
export function fillPages(root: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>([['docs/commands/README.md', renderCommandIndex()]]);
  for (const name of readdirSync(`${root}docs/commands`)) {
    const path = `docs/commands/${name}`;
    if (name.endsWith('.md') && name !== 'README.md')
      files.set(path, fillFormats(fillTriggers(fillOptions(readFileSync(`${root}${path}`, 'utf8')))));
  }
  return files;
}

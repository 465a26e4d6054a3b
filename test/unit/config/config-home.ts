import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type LoadConfigInput, loadConfig } from '../../../src/config/load-config.js';
import type { ResolvedConfig } from '../../../src/config/settings.js';

/** A home directory with a project below it, in a real temporary folder. */
export interface ConfigHome {
  readonly home: string;
  readonly project: string;
  readonly userFile: string;
  readonly projectFile: string;
  /** Writes a file below the home, mode 0600 unless given; objects as JSON. Returns its path. */
  readonly write: (path: string, content: unknown, mode?: number) => string;
  readonly load: (input?: Partial<LoadConfigInput>) => Promise<ResolvedConfig>;
  readonly remove: () => void;
}

export function createConfigHome(): ConfigHome {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'cmtg-config-')));
  const project = join(home, 'project');
  mkdirSync(project);
  return {
    home,
    project,
    userFile: join(home, '.config/cmtelegram/config.json'),
    projectFile: join(project, '.cmtelegramrc'),
    write: (path, content, mode = 0o600) => {
      const file = join(home, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
      chmodSync(file, mode);
      return file;
    },
    load: (input = {}) => loadConfig({ cwd: project, env: {}, home, flags: {}, ...input }),
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

/** The error a promise is rejected with. */
export async function caught(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => {
      throw new Error(`expected a rejection, got ${JSON.stringify(value)}`);
    },
    (error: unknown) => error,
  );
}

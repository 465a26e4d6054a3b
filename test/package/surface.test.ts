import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as library from '../../src/index.js';
import { root } from '../support/run-cli.js';

const pkg = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

describe('the public surface', () => {
  test('the library exports exactly this', () => {
    expect(Object.keys(library).sort()).toEqual([
      'CmtgError',
      'TransportError',
      'buildMediaMessage',
      'buildTextMessage',
      'checkPayload',
      'createClient',
      'createWebhookHandler',
      'measureText',
      'parseWebhook',
      'splitText',
    ]);
  });

  test('every entry of the exports map is built', () => {
    for (const entry of Object.values<{ default?: string } | string>(pkg.exports)) {
      const file = typeof entry === 'string' ? entry : (entry.default ?? '');
      expect(existsSync(join(root, file)), file).toBe(true);
    }
  });

  test('nothing happens on import', async () => {
    const { spawnSync } = await import('node:child_process');
    // It ends by itself, so nothing was opened that keeps a process alive.
    const code = `await import(${JSON.stringify(join(root, pkg.exports['.'].default))})`;
    const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
      encoding: 'utf8',
      timeout: 20_000,
    });
    expect([status, stdout, stderr]).toEqual([0, '', '']);
  });
});

describe('the range of Node versions', () => {
  const least = pkg.engines.node.replace('>=', '');
  const chunks: { modules: string[] }[] = JSON.parse(readFileSync(join(root, 'dist/meta.json'), 'utf8'));
  const bundled = chunks.flatMap(({ modules }) =>
    modules.flatMap((id) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1] ?? []),
  );
  const packages = [...new Set([...Object.keys(pkg.dependencies), ...bundled])].sort();

  test.each(packages)('%s runs on the oldest Node that cmtg promises', (name) => {
    const file = join(root, 'node_modules', name, 'package.json');
    const range: string = JSON.parse(readFileSync(file, 'utf8')).engines?.node ?? '*';
    expect(allows(range, least), range).toBe(true);
  });

  /** Whether one of the alternatives admits the version; the few forms of range that packages write. */
  function allows(range: string, version: string): boolean {
    return range
      .replace(/([<>=^~])\s+/g, '$1')
      .split('||')
      .some((alternative) =>
        alternative
          .trim()
          .split(/\s+(?=[<>=^~\d])/)
          .every((part) => {
            const match = /^(>=|>|\^|~|<|=)?\s*v?(\d+)(?:\.(\d+|x|\*))?(?:\.(\d+|x|\*))?/.exec(part);
            if (match === null) return part === '*' || part === '';
            const [, sign = '=', major = '0', minor = '0', patch = '0'] = match;
            const wanted = [major, minor, patch].map((digit) => Number.parseInt(digit, 10) || 0);
            const order = compare(version.split('.').map(Number), wanted);
            if (sign === '>=') return order >= 0;
            if (sign === '>') return order > 0;
            if (sign === '<') return order < 0;
            return order >= 0 && Number(version.split('.')[0]) === wanted[0];
          }),
      );
  }

  function compare(a: readonly number[], b: readonly number[]): number {
    const index = a.findIndex((value, at) => value !== b[at]);
    return index < 0 ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
  }
});

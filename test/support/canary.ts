import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The product token of every test. It holds characters that JSON, URLs and shells spell differently. */
export const canary = 'tok_SECRET-4b1d/9f"+e7\\c2%5a-canary';
/** The same for tests in which the token has to be a well-formed one. */
export const plainCanary = 'c0ffee00-5ec7-4e7a-b00b-0123456789ab';

/** Spellings in which a leak would still be a leak. Written without the code under test. */
function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const base64 = ['', 'x', 'xy'].map((before) =>
    Buffer.from(before + secret)
      .toString('base64')
      .slice(before.length === 0 ? 0 : 4, -4),
  );
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    JSON.stringify(JSON.stringify(secret)).slice(3, -3),
    encodeURIComponent(secret),
    encodeURI(secret),
    bytes.toString('hex'),
    ...base64,
    ...base64.map((text) => text.replace(/\+/g, '-').replace(/\//g, '_')),
    [...secret].reverse().join(''),
  ];
}

/** Throws when a text holds the canary in any spelling. */
export function assertNoCanary(text: string, where: string): void {
  for (const secret of [canary, plainCanary]) {
    for (const spelling of spellings(secret)) {
      if (text.toLowerCase().includes(spelling.toLowerCase()))
        throw new Error(`The product token leaked to ${where}:\n${text}`);
    }
  }
}

/** Throws when a file below a folder holds the canary. `allowed` are the files a test has put it into itself. */
export function assertNoCanaryInFiles(folder: string, allowed: readonly string[] = []): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !allowed.includes(path)) assertNoCanary(readFileSync(path, 'latin1'), path);
  }
}

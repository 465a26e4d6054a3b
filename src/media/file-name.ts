import { extensionFor, extensionOf } from '../core/channel/file-types.js';

const LONGEST_STEM = 80;

/**
 * A file name that is safe everywhere, made of a name of ours and what a stranger called the file: no folder, no
 * leading dot or dash, no control, nothing a shell acts on. The extension is the title's when it has one, else the one
 * of the content type, else `bin`.
 */
export function buildFileName(prefix: string, title: string, contentType: string): string {
  const base = title.slice(Math.max(title.lastIndexOf('/'), title.lastIndexOf('\\')) + 1);
  const given = extensionOf(base);
  const extension = given === '' ? (extensionFor(contentType) ?? 'bin') : given;
  const stem = (given === '' ? base : base.slice(0, -given.length - 1))
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}_-]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  const short = [...stem].slice(0, LONGEST_STEM).join('');
  return `${[prefix, short].filter((part) => part !== '').join('-')}.${extension}`;
}

import { createHash } from 'node:crypto';

/** What every answer carries, refusals included. There are no CORS headers: no other site may read anything. */
const always: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Headers of data and of refusals: nothing in them may run, load or be framed. */
export const dataHeaders: Readonly<Record<string, string>> = {
  ...always,
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'x-frame-options': 'DENY',
};

/**
 * Headers of the page. Only its own inline script and style run, known by their digests; it talks to its own server
 * alone, so a script that got in somehow would have nowhere to go. Images are the page's own icon (`data:`).
 */
export function buildPageHeaders(page: string): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'none'",
    `script-src ${digests(page, 'script')}`,
    `style-src ${digests(page, 'style')}`,
    "connect-src 'self'",
    "frame-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ];
  return {
    ...always,
    'content-security-policy': policy.join('; '),
    'content-type': 'text/html; charset=utf-8',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'x-frame-options': 'DENY',
  };
}

/** Headers of the frame that shows one remote file: that file's address may be loaded, and nothing else. */
export function buildFrameHeaders(document: string, address: URL): Readonly<Record<string, string>> {
  // A policy knows no quoting: these two characters would end a source or a directive.
  const source = `${address.origin}${address.pathname}`.replaceAll(';', '%3B').replaceAll(',', '%2C');
  const policy = [
    "default-src 'none'",
    `img-src ${source}`,
    `media-src ${source}`,
    `style-src ${digests(document, 'style')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    'sandbox',
  ];
  return {
    ...always,
    'content-security-policy': policy.join('; '),
    'content-type': 'text/html; charset=utf-8',
    'x-frame-options': 'SAMEORIGIN',
  };
}

function digests(page: string, element: 'script' | 'style'): string {
  const found = [...page.matchAll(new RegExp(`<${element}>(.*?)</${element}>`, 'gs'))];
  if (found.length === 0) return "'none'";
  return found.map(([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`).join(' ');
}

import type { Part } from '../source.js';

type MediaPart = Extract<Part, { kind: 'media' }>;

const STYLE = `html,body{margin:0;height:100%;background:transparent;color-scheme:light dark;font:14px system-ui,sans-serif}
body{display:grid;place-items:center}img,video{max-width:100%;max-height:100%;object-fit:contain}audio{width:100%}`;

/** The address of a file that may be shown in the page; undefined for anything but http and https. */
export function readMediaAddress({ uri }: MediaPart): URL | undefined {
  const address = URL.canParse(uri) ? new URL(uri) : undefined;
  if (address === undefined || !/^https?:$/.test(address.protocol)) return undefined;
  // A name and password in an address would be sent along without anybody having seen them.
  return address.username === '' && address.password === '' ? address : undefined;
}

/** A document without scripts that holds one remote file. */
export function buildMediaFrame({ media, name }: MediaPart, address: URL): string {
  const source = `src="${escapeHtml(address.href)}" referrerpolicy="no-referrer"`;
  const element =
    media === 'video'
      ? `<video controls preload="metadata" ${source}></video>`
      : media === 'audio'
        ? `<audio controls preload="metadata" ${source}></audio>`
        : `<img alt="${escapeHtml(name || 'The file cannot be shown')}" ${source}>`;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Media</title><style>${STYLE}</style><body>${element}</body></html>`;
}

function escapeHtml(text: string): string {
  return text.toWellFormed().replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}

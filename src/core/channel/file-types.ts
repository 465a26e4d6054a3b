import { mimes } from 'mrmime';

/**
 * Extensions that matter on this channel and that the general table lacks. The Office types are IANA's; `tgs` is the
 * type Telegram's own library uses (tdlib, StickerFormat.cpp).
 */
const extra: Readonly<Record<string, string>> = {
  tgs: 'application/x-tgsticker',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
  opus: 'audio/ogg',
  mov: 'video/quicktime',
  mkv: 'video/x-matroska',
  avi: 'video/x-msvideo',
  '7z': 'application/x-7z-compressed',
  rar: 'application/vnd.rar',
};

/** Names in use for one and the same type, so that a harmless spelling is no contradiction. */
const synonyms: Readonly<Record<string, string>> = {
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'audio/mp3': 'audio/mpeg',
  'audio/x-m4a': 'audio/mp4',
  'audio/m4a': 'audio/mp4',
  'application/x-zip-compressed': 'application/zip',
  'application/x-pdf': 'application/pdf',
  'text/xml': 'application/xml',
};

/** The extension of a file name or of the path of a URL, lower-case, without the dot; `''` when there is none. */
export function extensionOf(name: string): string {
  const base = name.slice(name.lastIndexOf('/') + 1);
  const match = /[^.]\.([a-z0-9]{1,8})$/i.exec(base);
  return match?.[1]?.toLowerCase() ?? '';
}

/** The MIME type an extension stands for, or undefined when nobody registered one. */
export function mimeTypeOf(extension: string): string | undefined {
  return extra[extension] ?? mimes[extension];
}

/** Where the general table names a rare extension first. */
const usualExtensions: ReadonlyMap<string, string> = new Map([
  ['image/jpeg', 'jpg'],
  ['audio/mpeg', 'mp3'],
  ['audio/mp4', 'm4a'],
  ['video/mpeg', 'mpeg'],
  ['text/plain', 'txt'],
  ['text/html', 'html'],
  ['application/xml', 'xml'],
]);

/** The usual extension of a MIME type, or undefined. */
export function extensionFor(mimeType: string): string | undefined {
  const wanted = normalizeMimeType(mimeType);
  const usual = usualExtensions.get(wanted);
  if (usual !== undefined) return usual;
  for (const [extension, type] of [...Object.entries(extra), ...Object.entries(mimes)]) {
    if (type === wanted) return extension;
  }
  return undefined;
}

/** Lower-case, without parameters, synonyms folded. */
export function normalizeMimeType(mimeType: string): string {
  const type = (mimeType.split(';', 1)[0] ?? '').trim().toLowerCase();
  return synonyms[type] ?? type;
}

/** Whether a MIME type is registered or at least in use here. */
export function isKnownMimeType(mimeType: string): boolean {
  return extensionFor(mimeType) !== undefined;
}

/** Whether an extension and a MIME type can name the same file. Unknown extensions contradict nothing. */
export function extensionFits(extension: string, mimeType: string): boolean {
  const expected = mimeTypeOf(extension);
  if (expected === undefined) return true;
  const type = normalizeMimeType(mimeType);
  const family = normalizeMimeType(expected);
  if (family === type) return true;
  // MPEG containers hold audio or video under one extension.
  return (
    (extension === 'mp4' ||
      extension === 'm4a' ||
      extension === 'mpeg' ||
      extension === 'mpg' ||
      extension === 'ogg') &&
    /^(audio|video)\/(mp4|mpeg|ogg)$/.test(type)
  );
}

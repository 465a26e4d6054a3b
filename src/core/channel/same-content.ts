import { normalizeMimeType } from './file-types.js';

/**
 * Whether bytes with the signature `found` can be what `named` says. A signature tells the container and not always
 * what is in it: an Office document is a ZIP, an animated sticker is gzip, sound and film share MP4, Ogg and Matroska.
 */
export function contentFits(found: string, named: string): boolean {
  const bytes = normalizeMimeType(found);
  const type = normalizeMimeType(named);
  if (bytes === type) return true;
  return families.some(({ signature, types }) => signature.test(bytes) && types.test(type));
}

const families: readonly { readonly signature: RegExp; readonly types: RegExp }[] = [
  {
    signature: /^application\/zip$/,
    types: /^application\/(?:vnd\.|epub\+zip|java-archive|x-zip)/,
  },
  // A signature found in a ZIP is one of its kinds, and a ZIP it stays.
  { signature: /^application\/(?:vnd\.(?:openxmlformats|oasis)|epub\+zip|java-archive)/, types: /^application\/zip$/ },
  { signature: /^application\/x-cfb$/, types: /^application\/(?:msword|vnd\.ms-|vnd\.visio|x-msi)/ },
  { signature: /^application\/gzip$/, types: /^application\/(?:x-tgsticker|x-gtar|x-tgz|x-gzip|x-compressed-tar)$/ },
  { signature: /^(?:audio|video)\/(?:mp4|x-m4v)$/, types: /^(?:audio|video)\/(?:mp4|x-m4v)$/ },
  { signature: /^video\/(?:mp1s|mp2p|mp2t|mpeg)$/, types: /^video\/(?:mpeg|mp2t)$/ },
  { signature: /^(?:audio|video|application)\/(?:ogg|opus)/, types: /^(?:audio|video|application)\/(?:ogg|opus)/ },
  {
    signature: /^(?:audio|video)\/(?:webm|x-matroska|matroska)$/,
    types: /^(?:audio|video)\/(?:webm|x-matroska|matroska)$/,
  },
  { signature: /^image\/apng$/, types: /^image\/png$/ },
  { signature: /^application\/xml$/, types: /(?:\+xml|^text\/xml)$/ },
  { signature: /^(?:application|text)\/rtf$/, types: /^(?:application|text)\/rtf$/ },
  { signature: /^audio\/(?:wav|vnd\.wave|x-wav)$/, types: /^audio\/(?:wav|wave|vnd\.wave|x-wav)$/ },
];

/** Types whose files always begin with their signature, so that none is as telling as a wrong one. */
const alwaysSigned: readonly string[] = [
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'video/mp4',
  'application/pdf',
  'application/zip',
];

/** Whether a file of this type is known by its first bytes. */
export function isAlwaysSigned(mimeType: string): boolean {
  return alwaysSigned.includes(normalizeMimeType(mimeType));
}

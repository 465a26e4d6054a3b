import type { ProbedFile } from '../core/rules/probe-result.js';
import type { ProbeResponse } from '../http/probe-http.js';

/** Reads what the answers to HEAD (when there was one) and GET tell about a file. The bytes go no further than here. */
export async function inspectResponse(head: ProbeResponse | undefined, get: ProbeResponse): Promise<ProbedFile> {
  const size = sizeOf(head, get);
  const contentType = get.headers['content-type'] ?? head?.headers['content-type'];
  const signature = await findSignature(get.body);
  const dimensions = await findDimensions(get.body);
  return {
    html: looksLikeHtml(get.body),
    ...(size === undefined ? {} : { size }),
    ...(contentType === undefined ? {} : { contentType }),
    ...(signature === undefined ? {} : { signature }),
    ...(dimensions === undefined ? {} : { dimensions }),
  };
}

/** The size of the whole file: what came, if all of it came; else what the ranges say; else the larger claim. */
function sizeOf(head: ProbeResponse | undefined, get: ProbeResponse): number | undefined {
  if (get.status === 206 || get.status === 416) {
    const total = /\/(\d+)$/.exec(get.headers['content-range'] ?? '')?.[1];
    if (total !== undefined) return Number(total);
    if (get.status === 416) return 0;
  } else if (get.complete) return get.body.byteLength;
  const claims = [get.status === 206 ? undefined : get.headers['content-length'], head?.headers['content-length']]
    .filter((claim) => claim !== undefined && /^\d{1,15}$/.test(claim))
    .map(Number);
  return claims.length === 0 ? undefined : Math.max(...claims);
}

async function findSignature(bytes: Uint8Array): Promise<ProbedFile['signature']> {
  const { fileTypeFromBuffer } = await import('file-type');
  try {
    const found = await fileTypeFromBuffer(bytes);
    return found === undefined ? undefined : { mimeType: found.mime, extension: found.ext };
  } catch {
    // The beginning of a file may promise more than was read.
    return undefined;
  }
}

async function findDimensions(bytes: Uint8Array): Promise<ProbedFile['dimensions']> {
  const { imageSize } = await import('image-size');
  try {
    const { width, height } = imageSize(bytes);
    return { width, height };
  } catch {
    return undefined;
  }
}

function looksLikeHtml(bytes: Uint8Array): boolean {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  return /^(?:\u00ef\u00bb\u00bf)?\s*(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body|script)\b/i.test(start);
}

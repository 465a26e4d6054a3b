import type { IncomingMessage } from 'node:http';

/** The page sends nothing longer. */
export const LONGEST_BODY = 262_144;

export type JsonObject = Readonly<Record<string, unknown>>;

/** The object in a request body, or the status that refuses it. Rejects when the client went away. */
export async function readJsonBody(request: IncomingMessage): Promise<JsonObject | 400 | 413> {
  const bytes = await readBytes(request);
  if (bytes === undefined) return 413;
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : 400;
  } catch {
    return 400;
  }
}

function readBytes(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    request.on('data', (chunk: Uint8Array) => {
      size += chunk.byteLength;
      if (size > LONGEST_BODY) resolve(undefined);
      else chunks.push(chunk);
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', reject);
    request.on('close', () => reject(new Error('The client went away')));
  });
}

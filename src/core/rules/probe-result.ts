/** A file as its server presents it: what the head of the answer says, and what the first bytes show. */
export interface ProbedFile {
  /** Bytes; absent when the server does not tell and the file is longer than what was read. */
  readonly size?: number;
  /** `Content-Type` as the server wrote it. */
  readonly contentType?: string;
  /** What the first bytes are, by their signature; absent when they have none that is known. */
  readonly signature?: { readonly mimeType: string; readonly extension: string };
  /** Pixels; absent when the bytes that were read do not tell. */
  readonly dimensions?: { readonly width: number; readonly height: number };
  /** The bytes begin like a web page. */
  readonly html: boolean;
}

/** Why the probe left an address alone. */
export type SkipReason = 'http' | 'scheme' | 'port' | 'credentials' | 'not-an-address';

/** Why there was no answer to read. */
export type UnreachableReason =
  | 'name-lookup'
  | 'connection-refused'
  | 'connection-lost'
  | 'tls'
  | 'timeout'
  | 'not-http'
  | 'too-many-redirects'
  | 'bad-redirect'
  | 'network';

/**
 * What one look at an address taught. `host` is the one that was spoken to last; `redirected` says that it is not the
 * one in the payload. Never holds content.
 */
export type ProbeResult = { readonly host: string; readonly redirected: boolean } & (
  | { readonly kind: 'answered'; readonly status: number; readonly file: ProbedFile }
  | { readonly kind: 'unreachable'; readonly reason: UnreachableReason }
  | { readonly kind: 'private'; readonly why: string }
  | { readonly kind: 'skipped'; readonly reason: SkipReason }
);

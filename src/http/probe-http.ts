/** One guarded request: it goes to `address` and nowhere else, whatever the name resolves to by then. */
export interface ProbeRequest {
  readonly method: 'HEAD' | 'GET';
  readonly url: URL;
  /** The address that was checked, without brackets. */
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body is cut off after so many bytes, and the connection with it. */
  readonly maxBytes: number;
  /** Asked for the peer of the open connection before anything is written on it. */
  readonly isAllowed: (address: string) => boolean;
  readonly signal: AbortSignal;
}

/** The head of a response and the beginning of its body. Header names are lower-case. */
export interface ProbeResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The whole body is in `body`. */
  readonly complete: boolean;
}

/** The network as the probe of media sees it: a name lookup, and a request to an address it has checked. */
export interface ProbeHttp {
  /** Every address of a name. */
  readonly lookup: (hostname: string, signal: AbortSignal) => Promise<readonly string[]>;
  readonly request: (request: ProbeRequest) => Promise<ProbeResponse>;
}

/** The connection ended somewhere else than asked for; nothing was written on it. */
export class ForbiddenPeerError extends Error {
  override readonly name = 'ForbiddenPeerError';
}

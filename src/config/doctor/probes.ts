import type { HttpResponse } from '../../core/wire/http.js';

/** What the doctor looks at. Every probe tells what it found; only `head` rejects, with a `TransportError`. */
export interface DoctorProbes {
  /** Addresses of a name, or the resolver's code for why there are none. */
  readonly lookup: (hostname: string) => Promise<LookupResult>;
  /** One HEAD request without a token and without a body: nothing is sent by it. */
  readonly head: (url: string) => Promise<HttpResponse>;
  /** Whether a port of this machine can be listened on. */
  readonly port: (port: number) => Promise<PortState>;
  /** The permission bits of a file; undefined where there are none, as on Windows. */
  readonly mode: (file: string) => Promise<number | undefined>;
  /** Whether a directory, or the nearest one above it that exists, can be written. */
  readonly writable: (directory: string) => Promise<boolean>;
  /** Listens on a port of this machine and calls a public address that should lead there. */
  readonly selfCall: (url: string, port: number) => Promise<SelfCall>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export type LookupResult = { readonly addresses: readonly string[] } | { readonly code: string };

export type PortState = 'free' | 'in-use' | 'forbidden';

/** What became of a call to oneself through the public address. */
export type SelfCall =
  | { readonly kind: 'received'; readonly status: number; readonly ms: number }
  /** An answer came, and it was not ours. */
  | { readonly kind: 'elsewhere'; readonly status: number }
  | { readonly kind: 'no-answer'; readonly message: string; readonly hint: string | undefined }
  | { readonly kind: 'no-port' };

import { CmtgError } from '../errors.js';

/** One HTTP call, complete: the function that carries it out adds nothing of its own. Header names are lower-case. */
export interface HttpRequest {
  readonly method: 'POST' | 'GET' | 'HEAD';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Milliseconds for the whole call, connect included. */
  readonly timeoutMs: number;
  /** A longer response is cut off and reported as `too-large`. */
  readonly maxResponseBytes: number;
  readonly signal?: AbortSignal;
}

/** A complete response. Header names are lower-case. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** The seam between cmtg and the network. Rejects with a {@link TransportError} when no complete response arrived. */
export type HttpFunction = (request: HttpRequest) => Promise<HttpResponse>;

/**
 * Why no complete response arrived. `reset` is a connection that ended before an answer began, `truncated` one that
 * ended within it, `protocol` an answer that is not HTTP, `proxy` a proxy that refused or cannot be used.
 */
export type TransportFailure =
  | 'name-lookup'
  | 'connection-refused'
  | 'unreachable'
  | 'connect-timeout'
  | 'tls'
  | 'proxy'
  | 'aborted'
  | 'timeout'
  | 'reset'
  | 'truncated'
  | 'protocol'
  | 'too-large';

/**
 * No complete response. `written` is false only when it is certain that no byte of the request left for the server:
 * then nothing was sent. `status` is there when the response had begun; for `proxy` it is the proxy's own.
 */
export class TransportError extends CmtgError {
  readonly failure: TransportFailure;
  readonly written: boolean;
  readonly status: number | undefined;

  constructor(
    message: string,
    detail: {
      failure: TransportFailure;
      written: boolean;
      status?: number | undefined;
      hint?: string;
      cause?: unknown;
    },
  ) {
    super(message, {
      code: `transport-${detail.failure}`,
      category: detail.written ? 'unknown-outcome' : 'unreachable',
      hint: detail.hint,
      cause: detail.cause,
    });
    this.failure = detail.failure;
    this.written = detail.written;
    this.status = detail.status;
  }
}

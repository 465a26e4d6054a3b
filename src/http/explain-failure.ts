import { formatDuration } from '../core/duration.js';
import { CmtgError } from '../core/errors.js';
import { TransportError, type TransportFailure } from '../core/wire/http.js';

/** How far a request had come when it failed. */
export interface Progress {
  /** Where the connection goes first: the server, or the proxy before it. Never with credentials. */
  readonly peer: string;
  /** The TCP connection stood and TLS was being negotiated. */
  readonly securing: boolean;
  /** Some of the request may have left. */
  readonly written: boolean;
  /** Status of the response that had begun. */
  readonly status: number | undefined;
  /** How long the whole call may take. */
  readonly timeoutMs?: number;
}

const NAME_LOOKUP = /^(?:EAI_|ENOTFOUND$|ENODATA$|ESERVFAIL$)/;
const TIMED_OUT = /^(?:ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT|UND_ERR_(?:HEADERS|BODY)_TIMEOUT)$/;
const TOO_LARGE = /^UND_ERR_(?:RES_EXCEEDED_MAX_SIZE|HEADERS_OVERFLOW)$/;
const BROKEN_OFF = /^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET|ERR_STREAM_DESTROYED)$/;

/**
 * Turns whatever Node or undici threw into the one error of the seam. An error that already says what it means passes
 * through. No message holds a header or credentials.
 */
export function explainFailure(error: unknown, progress: Progress): CmtgError {
  if (error instanceof CmtgError) return error;
  const code = findCode(error);
  if (code === 'UND_ERR_INVALID_ARG') {
    return new CmtgError('The request cannot be written.', { code: 'request-invalid', category: 'bug', cause: error });
  }
  return createFailure(classify(code, progress), progress, { code, cause: error });
}

/** The error for a failure that cmtg found itself: a time-out, an interruption, an answer that is too long. */
export function createFailure(
  failure: TransportFailure,
  progress: Progress,
  origin: { readonly code?: string; readonly cause?: unknown } = {},
): TransportError {
  return new TransportError(describe(failure, origin.code ?? '', progress), {
    failure,
    written: progress.written,
    status: progress.status,
    ...hint(failure, progress),
    cause: origin.cause,
  });
}

function classify(code: string, { written, securing, status }: Progress): TransportFailure {
  if (TOO_LARGE.test(code)) return 'too-large';
  if (written) {
    if (TIMED_OUT.test(code)) return 'timeout';
    if (status !== undefined) return 'truncated';
    return code.startsWith('HPE_') ? 'protocol' : 'reset';
  }
  if (TIMED_OUT.test(code)) return 'connect-timeout';
  if (BROKEN_OFF.test(code)) return 'reset';
  if (securing) return 'tls';
  if (NAME_LOOKUP.test(code)) return 'name-lookup';
  return code === 'ECONNREFUSED' ? 'connection-refused' : 'unreachable';
}

function describe(failure: TransportFailure, code: string, progress: Progress): string {
  const { peer, status, written, timeoutMs } = progress;
  const within = timeoutMs === undefined ? 'the time allowed' : formatDuration(timeoutMs);
  const suffix = code === '' ? '' : ` (${code})`;
  switch (failure) {
    case 'name-lookup':
      return `The name ${peer} could not be looked up${suffix}.`;
    case 'connection-refused':
      return `${peer} refused the connection${suffix}.`;
    case 'connect-timeout':
      return `No connection to ${peer} within ${within}.`;
    case 'tls':
      return `No secure connection to ${peer} could be made${suffix}.`;
    case 'timeout':
      return `${peer} did not answer completely within ${within}.`;
    case 'reset':
      return written
        ? `${peer} closed the connection before it answered${suffix}.`
        : `${peer} closed the connection before the request was written${suffix}.`;
    case 'truncated':
      return `${peer} closed the connection in the middle of its answer, HTTP ${status}${suffix}.`;
    case 'protocol':
      return `${peer} answered with something that is not HTTP${suffix}.`;
    case 'too-large':
      return `${peer} sent a longer answer than cmtg reads.`;
    case 'aborted':
      return written ? 'Interrupted while waiting for the answer.' : 'Interrupted before the request was written.';
    default:
      return `${peer} could not be reached${suffix}.`;
  }
}

function hint(failure: TransportFailure, { written }: Progress): { hint?: string } {
  if (failure === 'tls' && !written) {
    return {
      hint: 'cmtg always verifies certificates. Behind a proxy that replaces them, name its authority in NODE_EXTRA_CA_CERTS.',
    };
  }
  return failure === 'name-lookup' ? { hint: 'Check the endpoint, the network and DNS.' } : {};
}

/** The most telling code: of several addresses that were tried, the one that answered says more than silence. */
function findCode(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if (error instanceof AggregateError) {
    const codes = error.errors.map(findCode).filter((code) => code !== '');
    return (
      codes.find((code) => code === 'ECONNREFUSED') ?? codes.find((code) => TIMED_OUT.test(code)) ?? codes[0] ?? ''
    );
  }
  if ('code' in error && typeof error.code === 'string') return error.code;
  // undici does not always put llhttp's code on it.
  if (error.name === 'HTTPParserError') return 'HPE_INVALID';
  return findCode(error.cause);
}

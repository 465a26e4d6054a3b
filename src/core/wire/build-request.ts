import { CmtgError } from '../errors.js';
import type { HttpRequest } from './http.js';
import { insertToken } from './insert-token.js';
import type { Addressee, PlannedMessage } from './plan.js';

/** Where the product token goes: CM recommends the header; its Telegram page shows the body. */
export type TokenIn = 'header' | 'body';

/** The header CM reads the product token from, in lower case. */
export const TOKEN_HEADER = 'x-cm-producttoken';

/** A longer answer is cut off: CM's answer to the largest request stays far below. */
export const MAX_RESPONSE_BYTES = 1024 * 1024;

export type RequestInput = RequestFrame & RequestContent;

/** What is posted. */
export type RequestContent =
  | { readonly messages: readonly PlannedMessage[]; readonly body?: undefined }
  /** A body that is posted as it stands, instead of one assembled from `messages`. It holds no token. */
  | { readonly messages: readonly Addressee[]; readonly body: string };

export interface RequestFrame {
  readonly endpoint: string;
  /** Undefined for a dry run: the request then carries no token at all. */
  readonly token?: string | undefined;
  readonly tokenIn: TokenIn;
  readonly timeoutMs: number;
  /** cmtg's version, for the `user-agent`. */
  readonly version?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The one request that sends these messages to CM. Throws a `config` error when the token cannot stand in a header.
 * Source: https://developers.cm.com/messaging/docs/integration
 */
export function buildRequest(input: RequestInput): HttpRequest {
  const { endpoint, token, tokenIn, timeoutMs, version, signal } = input;
  const inHeader = token !== undefined && tokenIn === 'header';
  if (inHeader) checkTokenCharacters(token);
  const body = input.body === undefined ? buildBody(input.messages) : input.body;
  return {
    method: 'POST',
    url: endpoint,
    headers: {
      ...(inHeader ? { [TOKEN_HEADER]: token } : {}),
      'content-type': 'application/json; charset=utf-8',
      accept: 'application/json',
      'accept-encoding': 'identity',
      'user-agent': version === undefined ? 'cmtg' : `cmtg/${version}`,
    },
    body: token !== undefined && tokenIn === 'body' ? insertToken(body, token) : body,
    timeoutMs,
    maxResponseBytes: MAX_RESPONSE_BYTES,
    ...(signal === undefined ? {} : { signal }),
  };
}

/** The request body of messages, without a token. */
export function buildBody(messages: readonly Pick<PlannedMessage, 'json'>[]): string {
  return `{"messages":{"msg":[${messages.map(({ json }) => json).join(',')}]}}`;
}

/** Throws `token-malformed` for a token that cannot stand in a header. It is not repeated. */
export function checkTokenCharacters(token: string): void {
  if (/^[\x21-\x7e]+$/.test(token)) return;
  throw new CmtgError('The product token holds a character that cannot stand in a header.', {
    code: 'token-malformed',
    category: 'config',
    hint: 'A product token has hexadecimal digits and hyphens only. Look for spaces, quotes or line breaks around it.',
  });
}

import { facts } from '../core/channel/telegram.js';
import type { HttpResponse } from '../core/wire/http.js';
import { buildAnswer, buildRefusedAnswer, type Verdict } from './answer.js';
import { checkMessage, checkRecipient, goesToTelegram } from './check-message.js';
import { type ParsedMessage, type ParsedRequest, parseRequest } from './parse-request.js';
import { buildRefusal, type Refusal } from './refusal.js';

export const MESSAGE_PATH = '/v1.0/message';

/** A request to the sandbox: what an `HttpRequest` of the client has, with any method. */
export interface SandboxRequest {
  readonly method: string;
  /** Absolute; only the path is read. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly signal?: AbortSignal;
  /** Who calls, and the port that was called; absent within the process. */
  readonly peer?: { readonly address: string; readonly port: number };
}

/** A verdict with the message it is about. */
export type JudgedRecipient = Verdict & { readonly message: ParsedMessage };

/** The answer to one request, and how it came about. */
export interface Judged {
  readonly response: HttpResponse;
  /** The fault of the whole request; there are no verdicts then. */
  readonly refusal?: Refusal;
  readonly verdicts: readonly JudgedRecipient[];
  /** The tokens that were given, so that they can be kept out of the memory. */
  readonly tokens: readonly string[];
}

/** Judges a request as the gateway does: first the HTTP around it, then the token, the envelope, and every message. */
export function judgeRequest(request: SandboxRequest, expected: string | undefined): Judged {
  const header = readHeader(request, 'x-cm-producttoken').trim();
  const refused = (refusal: Refusal, tokens: readonly string[] = [header]): Judged => ({
    response: buildRefusedAnswer(refusal),
    refusal,
    verdicts: [],
    tokens,
  });

  const httpRefusal = checkHttp(request);
  if (httpRefusal !== undefined) return refused(httpRefusal);
  const parsed = parseRequest(request.body ?? '');
  if (parsed === null) return refused(buildRefusal('json-malformed'));
  const tokens = [header, parsed.token?.trim() ?? ''];
  const refusal = checkToken(header || (parsed.token?.trim() ?? ''), expected) ?? checkEnvelope(parsed);
  if (refusal !== undefined) return refused(refusal, tokens);

  const verdicts = (parsed.msg ?? []).flatMap(judgeMessage);
  return { response: buildAnswer(verdicts), verdicts, tokens };
}

function checkHttp(request: SandboxRequest): Refusal | undefined {
  const path = readPath(request.url);
  if (path !== MESSAGE_PATH) return buildRefusal('path-unknown', { path });
  if (request.method !== 'POST') return buildRefusal('method-not-allowed', { method: request.method });
  const type = readHeader(request, 'content-type').split(';', 1)[0]?.trim() ?? '';
  const encoding = readHeader(request, 'content-encoding').trim();
  const isJson = type === '' || /^application\/(?:[\w.+-]+\+)?json$/i.test(type);
  return isJson && /^(?:identity)?$/i.test(encoding) ? undefined : buildRefusal('content-not-json');
}

function checkToken(token: string, expected: string | undefined): Refusal | undefined {
  if (token === '') return buildRefusal('token-missing');
  return expected === undefined || token === expected ? undefined : buildRefusal('token-wrong');
}

function checkEnvelope({ msg, typeFault }: ParsedRequest): Refusal | undefined {
  if (typeFault !== undefined) return typeFault;
  if (msg === undefined) return buildRefusal('msg-missing');
  if (msg === null) return buildRefusal('msg-not-array');
  if (msg.length === 0) return buildRefusal('msg-empty');
  const limit = facts.messagesPerRequest.value;
  return msg.length > limit ? buildRefusal('msg-too-many', { count: msg.length, limit }) : undefined;
}

function judgeMessage(message: ParsedMessage): readonly JudgedRecipient[] {
  const refusal = checkMessage(message);
  const telegram = goesToTelegram(message);
  const recipients = message.to?.length ? message.to : [{}];
  return recipients.map(({ number = '' }) => {
    const fault = refusal ?? checkRecipient(number, telegram);
    const verdict = { to: number, reference: message.reference ?? null, message };
    return fault === undefined ? verdict : { ...verdict, refusal: fault };
  });
}

function readHeader(request: SandboxRequest, name: string): string {
  return Object.entries(request.headers).find(([key]) => key.toLowerCase() === name)?.[1] ?? '';
}

/** The path of an absolute address. */
export function readPath(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}

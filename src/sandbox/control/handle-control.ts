import { CmtgError } from '../../core/errors.js';
import type { HttpResponse } from '../../core/wire/http.js';
import type { ConversationSandbox } from '../conversation.js';
import type { SandboxRequest } from '../judge-request.js';
import { ControlError } from './control-error.js';
import { checkControlRequest } from './gate.js';
import { buildOpenApi } from './openapi.js';
import { CONTROL_PREFIX } from './prefix.js';
import { type ControlRoute, controlRoutes } from './routes.js';

/** True when a request is for the control API and not for CM's gateway. */
export function isControlRequest(request: SandboxRequest): boolean {
  const { pathname } = new URL(request.url);
  return pathname === CONTROL_PREFIX || pathname.startsWith(`${CONTROL_PREFIX}/`);
}

/** Answers one request to the control API. Never rejects. */
export async function handleControl(sandbox: ConversationSandbox, request: SandboxRequest): Promise<HttpResponse> {
  try {
    checkControlRequest(request);
    const url = new URL(request.url);
    if (url.pathname === `${CONTROL_PREFIX}/openapi.json` && request.method === 'GET')
      return answer(200, buildOpenApi());
    const route = findRoute(url.pathname.slice(CONTROL_PREFIX.length), request.method);
    const body = route.body === undefined ? undefined : readBody(route.body, request.body);
    return answer(200, await route.run(sandbox, { body, query: url.searchParams, signal: request.signal }));
  } catch (error) {
    return answerError(error);
  }
}

function findRoute(path: string, method: string): ControlRoute {
  const routes = controlRoutes.filter((route) => route.path === path);
  const [first] = routes;
  if (first === undefined) {
    throw new ControlError(404, 'not-found', `The routes are listed at ${CONTROL_PREFIX}/openapi.json.`);
  }
  const route = routes.find((candidate) => candidate.method === method);
  if (route === undefined) throw new ControlError(405, 'method-not-allowed', `This route takes ${first.method}.`);
  return route;
}

function readBody(schema: NonNullable<ControlRoute['body']>, bytes: SandboxRequest['body']): unknown {
  let value: unknown;
  try {
    value = JSON.parse(typeof bytes === 'string' ? bytes : new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new ControlError(400, 'body-invalid', 'The body is not JSON in UTF-8.');
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new ControlError(
    400,
    'body-invalid',
    `/${issue?.path.join('/') ?? ''}: ${issue?.message ?? 'not as expected'}`,
  );
}

function answerError(error: unknown): HttpResponse {
  if (error instanceof ControlError)
    return answer(error.status, { error: { code: error.code, message: error.message } });
  if (error instanceof CmtgError) return answer(400, { error: { code: error.code, message: error.message } });
  return answer(500, { error: { code: 'sandbox-failed', message: 'The sandbox failed on this request.' } });
}

function answer(status: number, body: unknown): HttpResponse {
  return {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      server: 'cmtg-sandbox',
    },
    body: new TextEncoder().encode(JSON.stringify(body)),
  };
}

import { gatewayHosts } from '../core/channel/cm.js';
import { CmtgError } from '../core/errors.js';
import { judgeEndpoint } from '../core/wire/judge-endpoint.js';
import { formatOrigin } from './config-error.js';
import type { ConfigOrigin } from './settings.js';

/**
 * Checks that the product token may go to an endpoint. Nothing is looked up: the rule is about the address as written.
 *
 * - https to an exact host of CM's gateway, on the standard port: always.
 * - Named by a flag, the environment or the user's file: https anywhere, plain http to this machine (`localhost`,
 *   127.0.0.0/8, ::1).
 * - Named by a project file: nowhere else, not even to this machine. A project comes from somebody else, and any user of
 *   a machine can listen on it.
 *
 * Throws CmtgError `token-destination` of category `config`; it names the host, never the rest of the address.
 */
export function checkTokenDestination(endpoint: string, origin: ConfigOrigin): void {
  const problem = judgeEndpoint(endpoint);
  if (problem === 'no-address') throw refuse('The endpoint is not an address.', origin);
  if (problem === 'holds-password') throw refuse('The endpoint holds a user name or a password.', origin);
  const url = new URL(endpoint);
  if (isGateway(url)) return;
  const where = url.host || 'this address';
  if (origin.kind === 'project-file' || origin.kind === 'default') {
    throw refuse(`The product token is not sent to ${where}.`, origin, NAME_IT_YOURSELF);
  }
  if (problem === 'unencrypted') {
    throw refuse(`The product token is not sent to ${where} without encryption.`, origin, USE_HTTPS);
  }
}

const NAME_IT_YOURSELF =
  'A project file may name CM’s gateway only, over https. If you trust this address, name it with --endpoint, CMTG_ENDPOINT or in your user file.';
const USE_HTTPS = 'Use an https address; plain http is for this machine only, such as http://127.0.0.1:8787.';

function isGateway(url: URL): boolean {
  return url.protocol === 'https:' && url.port === '' && gatewayHosts.value.some(({ host }) => host === url.hostname);
}

function refuse(message: string, origin: ConfigOrigin, hint?: string): CmtgError {
  return new CmtgError(`${message} (endpoint from ${formatOrigin(origin)})`, {
    code: 'token-destination',
    category: 'config',
    hint,
  });
}

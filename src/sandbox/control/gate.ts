import type { SandboxRequest } from '../judge-request.js';
import { ControlError } from './control-error.js';

/**
 * Lets only programs on this machine through, and no web page: a page that names a foreign host in its address, or that
 * comes from another origin, is turned away, and no answer carries a CORS header. It runs for every route before
 * anything else, on the request as it was routed. Throws a {@link ControlError}.
 */
export function checkControlRequest(request: SandboxRequest): void {
  const { peer } = request;
  if (peer === undefined || !isLoopback(peer.address)) {
    throw new ControlError(403, 'not-local', 'The control API answers this machine alone.');
  }
  const host = request.headers['host'] ?? '';
  if (!allowedHosts(peer.port).includes(host.toLowerCase())) {
    throw new ControlError(403, 'host-refused', 'The Host must be 127.0.0.1, localhost or [::1] with the right port.');
  }
  const origin = request.headers['origin'];
  if (origin !== undefined && origin !== `http://${host}`) {
    throw new ControlError(403, 'origin-refused', 'Another origin may not use the control API.');
  }
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    throw new ControlError(403, 'origin-refused', 'Another site may not use the control API.');
  }
  if (request.method === 'POST' && !/^application\/json *(;|$)/i.test(request.headers['content-type'] ?? '')) {
    // A form of another site can be posted without asking, but not as JSON.
    throw new ControlError(415, 'content-not-json', 'The body must be application/json.');
  }
}

function allowedHosts(port: number): readonly string[] {
  const names = ['127.0.0.1', 'localhost', '[::1]'];
  return [...names.map((name) => `${name}:${port}`), ...(port === 80 ? names : [])];
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(address);
}

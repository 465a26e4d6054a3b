import { createHash, timingSafeEqual } from 'node:crypto';

/** What the gate looks at: the request as it came, with every value of every header. */
export interface GateRequest {
  readonly method: string;
  /** The request target as it stood in the request line. */
  readonly target: string;
  /** Name, value, name, value: as `node:http` gives them. */
  readonly rawHeaders: readonly string[];
}

/** A route as the gate sees it. */
export interface GateRoute {
  /** A GET reads, a POST changes something. */
  readonly method: 'GET' | 'POST';
  readonly path: string;
}

export interface GateSettings {
  readonly port: number;
  /** The secret of this run: the first segment of every path. */
  readonly token: string;
}

export interface Refused {
  readonly status: number;
  readonly reason: string;
}

/** A request that may pass, with the route it asked for. */
export interface Passed<Route> {
  readonly route: Route;
  readonly query: URLSearchParams;
}

/** Nothing that the page asks for needs more; `%` would be a second spelling of a path. */
const PLAIN_PATH = /^\/[A-Za-z0-9_-]+(?:\/[a-z-]*)*$/;

/**
 * The one gate in front of everything the inspector serves, the page and its events included. It decides about a route,
 * never about a piece of a path, so there is no second spelling that gets past it. Against DNS rebinding (the names
 * of the host are fixed), against other sites (Origin, Sec-Fetch-Site, no CORS), against forms and links (changes need
 * POST and JSON), and against other users of the machine (a secret for every run). Never throws.
 */
export function passGate<Route extends GateRoute>(
  request: GateRequest,
  routes: readonly Route[],
  { port, token }: GateSettings,
): Passed<Route> | Refused {
  const { method, target } = request;
  const [host = '', ...moreHosts] = readHeader(request, 'host');
  if (moreHosts.length > 0 || !hostsOf(port).includes(host)) return refuse(403, 'This host name is not served here.');

  const originRefusal = checkOrigin(request, host);
  if (originRefusal !== undefined) return originRefusal;

  const [path = '', query = '', ...rest] = target.split('?');
  if (!PLAIN_PATH.test(path) || rest.length > 0 || target.includes('#')) {
    return refuse(400, 'The request target must be a plain path.');
  }
  const [, secret = '', ...steps] = path.split('/');
  if (!isSame(secret, token))
    return refuse(403, 'Open the address that cmtg printed: it holds the secret of this run.');

  const here = routes.filter((route) => route.path === `/${steps.join('/')}`);
  const route = here.find((one) => one.method === method);
  if (route === undefined) {
    return here.length > 0 ? refuse(405, `Use ${here[0]?.method}.`) : refuse(404, 'There is nothing here.');
  }
  const changeRefusal = route.method === 'POST' ? checkChange(request) : undefined;
  return changeRefusal ?? { route, query: new URLSearchParams(query) };
}

/** The only names under which the inspector answers. Browsers leave port 80 out. */
function hostsOf(port: number): readonly string[] {
  const names = ['127.0.0.1', 'localhost', '[::1]'];
  return names.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]));
}

function checkOrigin(request: GateRequest, host: string): Refused | undefined {
  const origins = readHeader(request, 'origin');
  if (origins.some((origin) => origin !== `http://${host}`) || origins.length > 1) {
    return refuse(403, 'Requests of other sites are refused.');
  }
  const sites = readHeader(request, 'sec-fetch-site');
  if (sites.some((site) => site !== 'same-origin' && site !== 'none') || sites.length > 1) {
    return refuse(403, 'Requests of other sites are refused. Open the address itself, not a link to it.');
  }
  return undefined;
}

/** A change must come from the page itself: by Sec-Fetch-Site where the browser sends it, else by Origin. */
function checkChange(request: GateRequest): Refused | undefined {
  const [site] = readHeader(request, 'sec-fetch-site');
  const isOwn = site === undefined ? readHeader(request, 'origin').length === 1 : site === 'same-origin';
  if (!isOwn) return refuse(403, 'Changes are made by the page itself.');
  const types = readHeader(request, 'content-type');
  const isJson = types.length === 1 && /^application\/json(?:; ?charset=utf-8)?$/i.test(types[0] ?? '');
  return isJson ? undefined : refuse(415, 'Changes are sent as application/json.');
}

function readHeader({ rawHeaders }: GateRequest, name: string): string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name);
}

/** Compares digests, so that neither the length nor the first difference shows in the time it takes. */
function isSame(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Uint8Array {
  return createHash('sha256').update(text).digest();
}

function refuse(status: number, reason: string): Refused {
  return { status, reason };
}

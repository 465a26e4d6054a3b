/** Environment variables, as a parameter. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A proxy to go through. */
export interface ProxyRoute {
  /** Scheme, host and port, without credentials. */
  readonly origin: string;
  /** Value of `proxy-authorization`, when the variable held credentials. */
  readonly authorization?: string;
  /** Name of the variable it came from, for messages. */
  readonly variable: string;
}

/** A variable that applies but whose value cannot be used. */
export interface UnusableProxy {
  readonly variable: string;
  readonly problem: 'not-a-url' | 'unsupported-scheme';
}

/**
 * The proxy for a URL: `HTTPS_PROXY` or `HTTP_PROXY` by the URL's scheme, else `ALL_PROXY`, unless `NO_PROXY` names the
 * host; lower-case names go first, as in curl. Undefined means a direct connection.
 *
 * A loopback address is never proxied: it means this machine, and a proxy would take it for itself. (Go's net/http
 * does the same.) Otherwise a product token meant for this machine could leave it in the clear.
 */
export function chooseProxy(url: URL, env: Environment): ProxyRoute | UnusableProxy | undefined {
  const scheme = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  const variable = [scheme, scheme.toUpperCase(), 'all_proxy', 'ALL_PROXY'].find((name) => env[name]?.trim());
  if (variable === undefined || isLoopback(url.hostname)) return undefined;
  if (isExempt(url, env['no_proxy'] ?? env['NO_PROXY'] ?? '')) return undefined;
  return readProxy((env[variable] ?? '').trim(), variable);
}

function readProxy(value: string, variable: string): ProxyRoute | UnusableProxy {
  const text = /^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  if (!URL.canParse(text)) return { variable, problem: 'not-a-url' };
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { variable, problem: 'unsupported-scheme' };
  const credentials =
    url.username === '' && url.password === '' ? undefined : `${decode(url.username)}:${decode(url.password)}`;
  return {
    origin: url.origin,
    variable,
    ...(credentials === undefined
      ? {}
      : { authorization: `Basic ${Buffer.from(credentials, 'utf8').toString('base64')}` }),
  };
}

/** `NO_PROXY`: `*`, or host names that cover their subdomains (`.x`, `*.x` and `x` alike), each with an optional port. */
function isExempt(url: URL, list: string): boolean {
  const host = bareHost(url.hostname);
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  return list.split(/[\s,]+/).some((entry) => {
    if (entry === '*') return true;
    const match = /^(\[[^\]]*\]|[^:]*|.*:.*:.*?)(?::(\d+))?$/.exec(entry.toLowerCase());
    const name = bareHost(match?.[1] ?? '').replace(/^\*?\./, '');
    if (name === '' || (match?.[2] !== undefined && match[2] !== port)) return false;
    return host === name || host.endsWith(`.${name}`);
  });
}

function isLoopback(hostname: string): boolean {
  const host = bareHost(hostname);
  return host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/** Without the brackets of IPv6 and a final dot. */
function bareHost(host: string): string {
  return host
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

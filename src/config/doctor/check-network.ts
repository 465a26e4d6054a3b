import { findPrivateHost } from '../../core/channel/public-host.js';
import type { HttpResponse, TransportError } from '../../core/wire/http.js';
import type { ProxyRoute, UnusableProxy } from '../../http/choose-proxy.js';
import { type DoctorLine, fail, ok, warn } from './line.js';
import type { LookupResult, SelfCall } from './probes.js';

export function checkProxy(proxy: ProxyRoute | UnusableProxy | undefined): DoctorLine {
  if (proxy === undefined) return ok('proxy', 'No proxy: the gateway is called directly');
  if ('origin' in proxy) return ok('proxy', `Through the proxy ${proxy.origin} (${proxy.variable})`);
  const what = proxy.problem === 'not-a-url' ? 'is not a URL' : 'is neither http nor https';
  return fail(
    'proxy',
    `The proxy in ${proxy.variable} ${what}.`,
    `Set ${proxy.variable} to http://HOST:PORT, or unset it.`,
  );
}

export function checkLookup(host: string, result: LookupResult): DoctorLine {
  if ('addresses' in result) return ok('lookup', `${host} is ${result.addresses.slice(0, 4).join(', ')}`);
  return fail(
    'lookup',
    `The name ${host} cannot be looked up (${result.code}).`,
    'Check the spelling of the endpoint, and this machine’s DNS: getent hosts NAME',
  );
}

/** The answer to a HEAD request, whatever its status: it came over the connection that messages will take. */
export function checkReach(host: string, result: HttpResponse | TransportError, ms: number): DoctorLine {
  if (!('failure' in result))
    return ok('reach', `${host} answers in ${Math.round(ms)} ms (HEAD, HTTP ${result.status})`);
  return fail('reach', result.message, result.hint ?? cures[result.failure]);
}

const cures: Readonly<Record<string, string | undefined>> = {
  'connection-refused': 'Nothing listens there: check the address, or start it.',
  unreachable: 'Check the network and the firewall: outgoing TCP to port 443 must be allowed.',
  'connect-timeout': 'A firewall probably drops the packets: outgoing TCP to port 443 must be allowed.',
  tls: 'If a company proxy re-signs traffic, name its authority in NODE_EXTRA_CA_CERTS.',
};

/** Whether CM could call the webhook: how the address looks, and what the call to oneself showed. */
export function checkWebhook(url: string, port: number, call: SelfCall): readonly DoctorLine[] {
  const { hostname, protocol } = new URL(url);
  const why = findPrivateHost(hostname);
  return [
    ...(why === undefined
      ? []
      : [warn('webhook', `CM cannot reach ${hostname}: ${why}.`, 'Use a public name: a tunnel or a reverse proxy.')]),
    ...(protocol === 'https:'
      ? []
      : [warn('webhook', `${hostname} is called without encryption.`, 'Put a reverse proxy with TLS in front.')]),
    judgeCall(port, call),
  ];
}

function judgeCall(port: number, call: SelfCall): DoctorLine {
  switch (call.kind) {
    case 'received':
      return call.status === 200
        ? ok('webhook', `The public address leads to port ${port} here (${Math.round(call.ms)} ms)`)
        : fail(
            'webhook',
            `The call arrived, but its answer came back as HTTP ${call.status}.`,
            'CM takes exactly 200 as success: look at the proxy in between.',
          );
    case 'elsewhere':
      return fail(
        'webhook',
        `The address answers HTTP ${call.status}, but not from port ${port} here.`,
        `Point the tunnel or the reverse proxy to http://127.0.0.1:${port}.`,
      );
    case 'no-answer':
      return fail('webhook', call.message, call.hint ?? 'Check that the tunnel or the reverse proxy runs.');
    case 'no-port':
      return fail(
        'webhook',
        `Port ${port} is taken, so the call could not be received.`,
        'Stop `cmtg listen`, or give --port.',
      );
  }
}

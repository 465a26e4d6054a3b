import { findPrivateAddress, findPrivateHost } from '../core/channel/public-host.js';
import type { SkipReason } from '../core/rules/probe-result.js';

/** What the probe may do. Everything is closed unless it is opened here. */
export interface ProbePolicy {
  /** Fetch plain http addresses, too. */
  readonly allowHttp: boolean;
  /** Fetch from this machine, over plain http and any port. For tests against a local server alone: no flag sets it. */
  readonly allowLoopback: boolean;
}

/** Why an address is not fetched, judged by the URL alone; undefined when nothing speaks against it. */
export function findUrlObstacle(
  url: URL,
  policy: ProbePolicy,
):
  | { readonly kind: 'skipped'; readonly reason: SkipReason }
  | { readonly kind: 'private'; readonly why: string }
  | undefined {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return { kind: 'skipped', reason: 'scheme' };
  if (url.username !== '' || url.password !== '') return { kind: 'skipped', reason: 'credentials' };
  const why = findPrivateHost(url.hostname);
  if (why !== undefined && !(policy.allowLoopback && isLoopbackHost(url.hostname))) return { kind: 'private', why };
  if (policy.allowLoopback) return undefined;
  if (url.protocol === 'http:' && !policy.allowHttp) return { kind: 'skipped', reason: 'http' };
  if (url.port !== '' && url.port !== '80' && url.port !== '443') return { kind: 'skipped', reason: 'port' };
  return undefined;
}

/** Why none of a name's addresses may be spoken to: one private address among them is enough. */
export function findAddressObstacle(addresses: readonly string[], policy: ProbePolicy): string | undefined {
  for (const address of addresses) {
    if (!isAllowedAddress(address, policy)) return findPrivateAddress(address);
  }
  return undefined;
}

/** Whether the probe may speak to an address. */
export function isAllowedAddress(address: string, policy: ProbePolicy): boolean {
  return findPrivateAddress(address) === undefined || (policy.allowLoopback && isLoopbackAddress(address));
}

function isLoopbackHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  return host === 'localhost' || isLoopbackAddress(host);
}

function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(address);
}

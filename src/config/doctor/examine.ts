import { isIP } from 'node:net';
import { CmtgError } from '../../core/errors.js';
import { TransportError } from '../../core/wire/http.js';
import { chooseProxy } from '../../http/choose-proxy.js';
import type { Environment } from '../search.js';
import type { ResolvedConfig } from '../settings.js';
import type { ProductToken } from '../token.js';
import { checkClock, checkNode, checkPort, checkState } from './check-machine.js';
import { checkLookup, checkProxy, checkReach, checkWebhook } from './check-network.js';
import { checkConfig, checkEndpoint, checkModes, checkProductToken, checkSender } from './check-settings.js';
import { type DoctorLine, fail } from './line.js';
import type { DoctorProbes } from './probes.js';

export interface DoctorInput {
  readonly nodeVersion: string;
  readonly env: Environment;
  /** Rejects with a CmtgError when the configuration cannot be read. */
  readonly loadConfig: () => Promise<ResolvedConfig>;
  /** The same for the product token. */
  readonly readToken: (config: ResolvedConfig) => Promise<ProductToken | undefined>;
  readonly stateDir: string | undefined;
  /** Where `cmtg listen` would listen. */
  readonly port: number;
  /** The public address of the webhook, when it is to be tried. */
  readonly webhookUrl: string | undefined;
}

/** Examines the set-up line by line; sends no message. Lines come as they are known: the network may be slow. */
export async function* examine(input: DoctorInput, probes: DoctorProbes): AsyncGenerator<DoctorLine> {
  yield checkNode(input.nodeVersion);
  const config = await orError(input.loadConfig());
  if (config instanceof CmtgError) yield fail('config', config.message, config.hint);
  else yield* examineSettings(config, input, probes);
  yield checkPort(input.port, await probes.port(input.port));
  yield checkState(input.stateDir, input.stateDir !== undefined && (await probes.writable(input.stateDir)));
  if (input.webhookUrl !== undefined) {
    yield* checkWebhook(input.webhookUrl, input.port, await probes.selfCall(input.webhookUrl, input.port));
  }
}

async function* examineSettings(
  config: ResolvedConfig,
  input: DoctorInput,
  probes: DoctorProbes,
): AsyncGenerator<DoctorLine> {
  yield* checkConfig(config);
  const modes = await Promise.all(config.files.map(async (file) => [file, await probes.mode(file)] as const));
  yield* checkModes(new Map(modes));
  yield checkSender(config);
  yield* checkProductToken(await orError(input.readToken(config)));
  const endpoint = checkEndpoint(config);
  yield endpoint;
  // An address that must not get the token is not called either.
  if (endpoint.status === 'ok') yield* examineNetwork(config.settings.endpoint, input.env, probes);
}

async function* examineNetwork(endpoint: string, env: Environment, probes: DoctorProbes): AsyncGenerator<DoctorLine> {
  const url = new URL(endpoint);
  const proxy = chooseProxy(url, env);
  const line = checkProxy(proxy);
  yield line;
  if (line.status === 'fail') return;
  // Through a proxy names are looked up by the proxy.
  if (proxy === undefined && isIP(url.hostname.replace(/^\[|\]$/g, '')) === 0) {
    const lookup = checkLookup(url.hostname, await probes.lookup(url.hostname));
    yield lookup;
    if (lookup.status === 'fail') return;
  }
  const before = probes.now();
  const answer = await orError(probes.head(endpoint));
  const after = probes.now();
  if (answer instanceof CmtgError) {
    yield answer instanceof TransportError
      ? checkReach(url.host, answer, 0)
      : fail('reach', answer.message, answer.hint);
    return;
  }
  yield checkReach(url.host, answer, after - before);
  const clock = checkClock(answer.headers['date'], (before + after) / 2);
  if (clock !== undefined) yield clock;
}

async function orError<Value>(promise: Promise<Value>): Promise<Value | CmtgError> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof CmtgError) return error;
    throw error;
  }
}

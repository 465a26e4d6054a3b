import type { ResolvedConfig } from '../../config/settings.js';
import { facts } from '../../core/channel/telegram.js';
import type { HttpFunction } from '../../core/wire/http.js';
import type { SendOptions, SendPorts } from '../../gateway/send-plan.js';
import type { Io } from '../io.js';

/** How the configuration wants a plan sent. `token` is undefined for a sandbox that takes none. */
export function readGatewayOptions({ settings }: ResolvedConfig, token: string | undefined, io: Io): SendOptions {
  return {
    endpoint: settings.endpoint,
    token,
    tokenIn: settings.tokenIn,
    timeoutMs: settings.timeout,
    retries: settings.retries,
    maxWaitMs: settings.maxWait,
    onUnknown: settings.onUnknown,
    maxMessagesPerRequest: facts.messagesPerRequest.value,
    partGapMs: 1000 / facts.chatRate.value,
    version: io.version,
    signal: io.interrupted,
  };
}

/** What the gateway takes from outside: the network, time, and randomness from the process. */
export function createGatewayPorts(http: HttpFunction, { clock, randomBytes }: Io): SendPorts {
  return { http, clock, random: () => randomBytes(4).reduce((sum, byte) => sum * 256 + byte, 0) / 2 ** 32 };
}

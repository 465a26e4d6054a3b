import type { ResolvedConfig } from '../../config/settings.js';
import { facts } from '../../core/channel/telegram.js';
import type { HttpFunction } from '../../core/wire/http.js';
import type { SendPlan } from '../../core/wire/plan.js';
import { type SendOutcome, sendPlan } from '../../gateway/send-plan.js';
import type { CommandContext } from '../context.js';

export interface Destination {
  readonly endpoint: string;
  readonly token: string;
  readonly http: HttpFunction;
  readonly signal: AbortSignal;
}

/** Posts a plan as the configuration says. What may have arrived is never sent again: nobody is there to decide. */
export function sendPlanTo(
  plan: SendPlan,
  { endpoint, token, http, signal }: Destination,
  { settings }: ResolvedConfig,
  { io }: CommandContext,
): Promise<SendOutcome> {
  return sendPlan(
    plan,
    {
      endpoint,
      token,
      tokenIn: settings.tokenIn,
      timeoutMs: settings.timeout,
      retries: settings.retries,
      maxWaitMs: settings.maxWait,
      onUnknown: 'skip',
      maxMessagesPerRequest: facts.messagesPerRequest.value,
      partGapMs: 1000 / facts.chatRate.value,
      version: io.version,
      signal,
    },
    {
      http,
      clock: io.clock,
      random: () => io.randomBytes(4).reduce((sum, byte) => sum * 256 + byte, 0) / 2 ** 32,
    },
  );
}

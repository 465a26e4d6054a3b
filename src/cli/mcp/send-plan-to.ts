import type { ResolvedConfig } from '../../config/settings.js';
import type { HttpFunction } from '../../core/wire/http.js';
import type { SendPlan } from '../../core/wire/plan.js';
import { type SendOutcome, sendPlan } from '../../gateway/send-plan.js';
import type { CommandContext } from '../context.js';
import { createGatewayPorts, readGatewayOptions } from '../send/gateway-options.js';

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
  config: ResolvedConfig,
  { io }: CommandContext,
): Promise<SendOutcome> {
  const options = { ...readGatewayOptions(config, token, io), endpoint, onUnknown: 'skip', signal } as const;
  return sendPlan(plan, options, createGatewayPorts(http, io));
}

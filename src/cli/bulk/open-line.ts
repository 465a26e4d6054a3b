import { checkTokenDestination } from '../../config/destination.js';
import type { ConfigOrigin, ResolvedConfig } from '../../config/settings.js';
import type { HttpFunction } from '../../core/wire/http.js';
import type { BulkPlan } from '../../gateway/bulk/plan.js';
import { createSandboxGateway } from '../../sandbox/gateway.js';
import type { CommandInput } from '../command-spec.js';
import type { CommandContext } from '../context.js';
import { readProductToken } from '../send/read-product-token.js';

/** What can be said before anything is sent: the network to use, and the token it gets. */
export interface Line {
  readonly http: HttpFunction;
  readonly token: string;
}

/** Gets the token and the network ready: whatever is wrong with them must show before a ledger is begun. */
export async function openLine(
  plan: Pick<BulkPlan, 'endpoint' | 'sandbox'>,
  origin: ConfigOrigin,
  config: ResolvedConfig,
  options: CommandInput['options'],
  context: CommandContext,
): Promise<Line> {
  const sandboxed = plan.sandbox === true;
  // Before the token is even read: reading it may ask a password manager.
  if (!sandboxed) checkTokenDestination(plan.endpoint, origin);
  const token = await readProductToken(config, { ...options, sandbox: sandboxed }, context);
  if (sandboxed) {
    const sandbox = createSandboxGateway({ clock: context.io.clock, token });
    return { token, http: (request) => sandbox.handle(request) };
  }
  return { token, http: await context.io.createHttp() };
}

import type { PlannedMessage, SendPlan } from '../wire/plan.js';
import type { Payload } from './payload.js';

/** Plans a foreign payload as it stands: one request, one planned message a recipient, in the order of the payload. */
export function planPayload(body: string, payload: Payload): SendPlan {
  const step = payload.messages.msg.flatMap((message) =>
    (message.to ?? []).map(
      ({ number }): PlannedMessage => ({
        to: number ?? '',
        ...(message.reference === undefined ? {} : { reference: message.reference }),
        json: '',
      }),
    ),
  );
  return { steps: [step], body };
}

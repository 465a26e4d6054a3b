import { countForms } from '../../core/inbound/synthetic/count-forms.js';
import { createSyntheticWebhook, type SyntheticWebhook } from '../../core/inbound/synthetic/create-webhook.js';
import { createRandom } from '../../core/inbound/synthetic/random.js';
import { setValues } from '../../core/inbound/synthetic/set-values.js';
import type { CommandContext } from '../context.js';
import type { TriggerPlan } from './trigger-plan.js';

/** The webhooks of a plan, one at a time: kind after kind, each in all its forms unless a count says how many. */
export function* makeUp(plan: TriggerPlan, { io }: CommandContext): Generator<SyntheticWebhook> {
  const random = createRandom(plan.seed ?? Buffer.from(io.randomBytes(4)).readUInt32LE());
  for (const kind of plan.kinds) {
    const single = kind === 'status' && plan.code !== undefined;
    const count = plan.count ?? (single || plan.text !== undefined ? 1 : countForms(kind));
    for (let index = 0; index < count; index++) {
      const webhook = createSyntheticWebhook({
        kind,
        index,
        now: io.clock.now(),
        random,
        ...optional('from', plan.from),
        ...optional('name', plan.name),
        ...optional('to', plan.bot),
        ...optional('text', plan.text),
        ...optional('payload', plan.payload),
        ...optional('code', plan.code),
      });
      yield applyValues(webhook, plan);
    }
  }
}

/** A body that is no JSON has no place for a value; it stays as it is. */
function applyValues(webhook: SyntheticWebhook, { values }: TriggerPlan): SyntheticWebhook {
  if (values.length === 0 || webhook.document === undefined) return webhook;
  const document = setValues(webhook.document, values);
  return { ...webhook, document, body: JSON.stringify(document) };
}

function optional<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]: Value });
}

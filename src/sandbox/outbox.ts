import { facts } from '../core/channel/telegram.js';
import type { DeliveryAttempt, WebhookDelivery } from './conversation.js';
import type { FaultDice } from './fault-dice.js';
import type { BaseClock, VirtualClock } from './virtual-clock.js';

/** What came of one call of the webhook. */
export interface PostOutcome {
  /** Null when no answer came. */
  readonly status: number | null;
  readonly detail: string;
}

/** Calls the webhook once. Never rejects. */
export type PostWebhook = (delivery: WebhookDelivery) => Promise<PostOutcome>;

export interface OutboxOptions {
  readonly clock: VirtualClock;
  readonly base: BaseClock;
  readonly post: PostWebhook;
  /** Where webhooks go now; null for nowhere. */
  readonly url: () => string | null;
  readonly dice: () => FaultDice;
  readonly onChange: (delivery: WebhookDelivery) => void;
  readonly keep: number;
  readonly restored?: readonly WebhookDelivery[];
}

/** A webhook before it sets out. */
export type NewDelivery = Pick<WebhookDelivery, 'kind' | 'bot' | 'chat' | 'message' | 'headers' | 'body'>;

/** The webhooks: on their way, waiting for another try, and done. */
export interface Outbox {
  /** The id that the next webhook will have. */
  readonly nextId: number;
  /** Sends a webhook; the first tries of one chat follow each other. The promise is about this first try. */
  send(
    given: NewDelivery,
    copyOf?: number,
  ): { readonly delivery: WebhookDelivery; readonly first: Promise<WebhookDelivery> };
  list(): readonly WebhookDelivery[];
  find(id: number): WebhookDelivery | undefined;
  /** When the next waiting webhook is due, by the sandbox's clock. */
  nextDue(): number | undefined;
  /** Tries everything that is due now, in the order it became due. */
  runDue(): Promise<void>;
  /** The clock was put forward: what is due next is due sooner in real time. */
  clockMoved(): void;
  settled(): Promise<void>;
  reset(): void;
  close(): Promise<void>;
}

/** Which faults befall a webhook. A copy that somebody asked for has none. */
interface Luck {
  readonly lost: boolean;
  readonly twice: boolean;
  readonly late: boolean;
}
const goodLuck: Luck = { lost: false, twice: false, late: false };

const MINUTE = 60_000;
const RETRY_MS = facts.webhookRetryMinutes.value * MINUTE;
const GIVE_UP_MS = {
  message: facts.webhookRetryDays.value * 24 * 60 * MINUTE,
  status: facts.statusRetryDays.value * 24 * 60 * MINUTE,
};
/** A webhook that a fault holds back for the next one leaves by itself after this time. */
const HELD_MS = 5000;
/** A month of tries every five minutes is 8641; nobody reads them all. */
const MOST_ATTEMPTS = 20;

/**
 * Creates an outbox with CM's habits: anything but exactly HTTP 200 is tried again every five minutes for at most a
 * month (CM's incoming-messages page; status reports for seven days). Due tries are carried out in real time as well as
 * by `runDue` after the clock was put forward.
 */
export function createOutbox(options: OutboxOptions): Outbox {
  const { clock, dice, onChange } = options;
  const deliveries = new Map((options.restored ?? []).map((delivery) => [delivery.id, delivery]));
  const waiting = new Set([...deliveries.values()].filter(isWaiting).map(({ id }) => id));
  const chains = new Map<string, Promise<unknown>>();
  const held = new Map<string, number>();
  const underWay = new Set<Promise<unknown>>();
  let lastId = Math.max(0, ...deliveries.keys());
  let generation = 0;
  let sleeping = new AbortController();
  let sleepingUntil: number | undefined;
  let closed = false;

  function put(delivery: WebhookDelivery): WebhookDelivery {
    deliveries.set(delivery.id, delivery);
    if (isWaiting(delivery) && delivery.nextAttemptAt !== null) waiting.add(delivery.id);
    else waiting.delete(delivery.id);
    for (const id of deliveries.keys()) {
      if (deliveries.size <= options.keep) break;
      if (!waiting.has(id)) deliveries.delete(id);
      else break;
    }
    onChange(delivery);
    return delivery;
  }

  function track<Value>(promise: Promise<Value>): Promise<Value> {
    underWay.add(promise);
    const over = () => void underWay.delete(promise);
    promise.then(over, over);
    return promise;
  }

  function create(given: NewDelivery, copyOf?: number): WebhookDelivery {
    const url = options.url();
    const delivery: WebhookDelivery = {
      ...given,
      id: ++lastId,
      createdAt: clock.now(),
      url,
      state: url === null ? 'nowhere' : 'waiting',
      tries: 0,
      attempts: [],
      nextAttemptAt: null,
      ...(copyOf === undefined ? {} : { copyOf }),
    };
    return put(delivery);
  }

  function send(given: NewDelivery, copyOf?: number): ReturnType<Outbox['send']> {
    const delivery = create(given, copyOf);
    if (delivery.state === 'nowhere' || closed) return { delivery, first: Promise.resolve(delivery) };
    const key = JSON.stringify([delivery.bot, delivery.chat]);
    const mine = generation;
    // Drawn now and not at the first try: the order of the messages decides, and not how fast the bot is.
    const luck = copyOf === undefined ? drawLuck() : goodLuck;
    const first = (chains.get(key) ?? Promise.resolve()).then(() =>
      mine === generation ? setOut(delivery, key, luck) : delivery,
    );
    chains.set(key, first);
    const dropChain = () => void (chains.get(key) === first && chains.delete(key));
    first.then(dropChain, dropChain);
    return { delivery, first: track(first) };
  }

  function drawLuck(): Luck {
    const [lost, twice, late] = (['lost-webhook', 'duplicate-webhook', 'reordered-webhook'] as const).map(
      (name) => dice().roll(name) !== undefined,
    );
    return { lost: lost === true, twice: twice === true, late: late === true };
  }

  /** The first try, with the faults that befall webhooks. */
  async function setOut(delivery: WebhookDelivery, key: string, { lost, twice, late }: Luck): Promise<WebhookDelivery> {
    if (lost) return put({ ...delivery, state: 'lost' });
    if (late && !held.has(key)) {
      held.set(key, delivery.id);
      const kept = put({ ...delivery, nextAttemptAt: clock.now() + HELD_MS });
      wake();
      return kept;
    }
    const mine = generation;
    const tried = await attempt(delivery.id);
    if (delivery.copyOf !== undefined || mine !== generation) return tried;
    if (twice) await attempt(create(delivery, delivery.id).id);
    const overtaken = mine === generation ? held.get(key) : undefined;
    held.delete(key);
    if (overtaken !== undefined && waiting.has(overtaken)) await attempt(overtaken);
    return tried;
  }

  async function attempt(id: number): Promise<WebhookDelivery> {
    const before = deliveries.get(id);
    if (before === undefined) throw new Error('The webhook was forgotten');
    waiting.delete(id);
    const at = clock.now();
    const mine = generation;
    const started = options.base.now();
    const outcome = await options.post(before);
    const made: DeliveryAttempt = { at, tookMs: Math.max(0, options.base.now() - started), ...outcome };
    const done = { ...before, tries: before.tries + 1, attempts: [...before.attempts, made].slice(-MOST_ATTEMPTS) };
    // What was forgotten meanwhile stays forgotten.
    if (mine !== generation) return { ...done, nextAttemptAt: null };
    const next = at + RETRY_MS;
    if (outcome.status === 200) return put({ ...done, state: 'delivered', nextAttemptAt: null });
    if (next > before.createdAt + GIVE_UP_MS[before.kind])
      return put({ ...done, state: 'gave-up', nextAttemptAt: null });
    const again = put({ ...done, state: 'waiting', nextAttemptAt: next });
    wake();
    return again;
  }

  function nextDue(): number | undefined {
    let next: number | undefined;
    for (const id of waiting) {
      const due = deliveries.get(id)?.nextAttemptAt ?? undefined;
      if (due !== undefined && (next === undefined || due < next)) next = due;
    }
    return next;
  }

  async function runDue(): Promise<void> {
    const now = clock.now();
    const due = [...waiting]
      .flatMap((id) => deliveries.get(id) ?? [])
      .filter(({ nextAttemptAt }) => nextAttemptAt !== null && nextAttemptAt <= now)
      .sort((a, b) => (a.nextAttemptAt ?? 0) - (b.nextAttemptAt ?? 0) || a.id - b.id);
    for (const { id } of due) {
      // Another run may have tried it meanwhile.
      if (!closed && waiting.has(id)) await track(attempt(id));
    }
  }

  /** Sleeps until the next webhook is due; a sleep that ends early enough goes on. */
  function wake(): void {
    const due = nextDue();
    if (closed || due === undefined || (sleepingUntil !== undefined && sleepingUntil <= due)) return;
    sleeping.abort();
    const mine = new AbortController();
    sleeping = mine;
    sleepingUntil = due;
    options.base.sleep(Math.max(0, due - clock.now()), mine.signal).then(
      async () => {
        if (mine.signal.aborted) return;
        sleepingUntil = undefined;
        await runDue();
        wake();
      },
      () => {},
    );
  }

  function stopSleeping(): void {
    sleeping.abort();
    sleepingUntil = undefined;
  }

  wake();
  return {
    get nextId() {
      return lastId + 1;
    },
    send,
    list: () => [...deliveries.values()],
    find: (id) => deliveries.get(id),
    nextDue,
    runDue,
    clockMoved() {
      stopSleeping();
      wake();
    },
    async settled() {
      while (underWay.size > 0) await Promise.allSettled([...underWay]);
    },
    reset() {
      generation += 1;
      deliveries.clear();
      waiting.clear();
      chains.clear();
      held.clear();
      lastId = 0;
      stopSleeping();
    },
    async close() {
      closed = true;
      stopSleeping();
    },
  };
}

function isWaiting({ state }: WebhookDelivery): boolean {
  return state === 'waiting';
}

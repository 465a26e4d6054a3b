import type { Reason, RecipientResult } from '../core/wire/outcome.js';
import type { PlannedMessage, SendPlan } from '../core/wire/plan.js';
import type { Batch } from './post.js';
import { deliver, skip, toRest } from './retry.js';
import { pause, type RequestRecord, type Run, type SendOptions, type SendPorts } from './run.js';
import { type OutcomeWord, summarize } from './summarize.js';

export type { GatewayEvent, OnUnknown, RequestRecord, SendOptions, SendPorts } from './run.js';

/** Everything that is known after a plan was sent. */
export interface SendOutcome {
  /** One result for every planned message, in the plan's order. */
  readonly results: readonly RecipientResult[];
  readonly requests: readonly RequestRecord[];
  readonly outcome: OutcomeWord;
  /** Why sending ended before the plan did. */
  readonly stopped?: Reason;
}

/**
 * Sends a plan: step by step, every step to the chats that accepted all steps before it. A chat that fails is left out
 * of later steps; a refusal of the account or the request ends the run. Never rejects for what happens on the network;
 * rejects only when no request can be made at all (a malformed token or endpoint).
 */
export async function sendPlan(plan: SendPlan, options: SendOptions, ports: SendPorts): Promise<SendOutcome> {
  const run: Run = { options, ports, requests: [], rateLimitWaitMs: 0 };
  const results = new Map<PlannedMessage, RecipientResult>();
  const failed = new Set<string>();
  const lastSent = new Map<string, number>();
  let stopped: Reason | undefined;

  const record = (messages: readonly PlannedMessage[], news: readonly RecipientResult[]): void => {
    for (const [index, message] of messages.entries()) {
      const result = news[index];
      if (result !== undefined) results.set(message, result);
    }
  };

  for (const step of plan.steps) {
    const held = step.filter((message) => failed.has(message.to));
    record(held, skip(held, stopped === 'interrupted' ? 'interrupted' : 'earlier-part-failed'));
    const going = step.filter((message) => !failed.has(message.to));

    for (const batch of divide(going, plan.body, options.maxMessagesPerRequest)) {
      const { messages } = batch;
      if (stopped === undefined && !(await pause(gap(messages, lastSent, run), 'part-gap', run)))
        stopped = 'interrupted';
      if (stopped !== undefined) {
        record(messages, skip(messages, toRest(stopped)));
        continue;
      }
      const delivery = await deliver(batch, run);
      record(messages, delivery.results);
      stopped = delivery.stopped;
      const now = ports.clock.now();
      for (const [index, message] of messages.entries()) {
        lastSent.set(message.to, now);
        if (delivery.results[index]?.state !== 'accepted') failed.add(message.to);
      }
    }
  }

  const inOrder = plan.steps.flat().flatMap((message) => results.get(message) ?? []);
  return {
    results: inOrder,
    requests: run.requests,
    outcome: summarize(inOrder),
    ...(stopped === undefined ? {} : { stopped }),
  };
}

/** The requests of one step. A payload that is posted as it stands is one request, however long. */
function divide(messages: readonly PlannedMessage[], body: string | undefined, most: number): Batch[] {
  if (messages.length === 0) return [];
  if (body !== undefined) return [{ messages, body }];
  const batches: Batch[] = [];
  for (let start = 0; start < messages.length; start += most) {
    batches.push({ messages: messages.slice(start, start + most) });
  }
  return batches;
}

/** How long these chats must rest before their next message. A clock that was set back asks for no more than the gap. */
function gap(messages: readonly PlannedMessage[], lastSent: ReadonlyMap<string, number>, run: Run): number {
  const { partGapMs } = run.options;
  const now = run.ports.clock.now();
  const waits = messages.map(({ to }) => Math.min(partGapMs, (lastSent.get(to) ?? -Infinity) + partGapMs - now));
  return waits.reduce((longest, wait) => Math.max(longest, wait), 0);
}

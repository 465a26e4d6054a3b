import type { HttpResponse } from '../core/wire/http.js';
import { buildJsonAnswer } from './answer.js';
import type { FaultDice } from './fault-dice.js';
import type { FaultName } from './fault-settings.js';

/** What goes wrong with one request. */
export interface GatewayFault {
  readonly name?: FaultName;
  /** Milliseconds that the answer is held back. */
  readonly delayMs: number;
  /** The answer that comes instead; the messages are not taken then. */
  readonly instead?: HttpResponse;
  /** How much of the answer is lost. */
  readonly cut?: 'all' | 'half';
}

const NOTHING = new Uint8Array();

/**
 * Rolls the dice for one request: at most one fault, besides a delay. After `reset`, 429 and 5xx the messages were not
 * taken; after `lost-answer` and `half-answer` they were, and only the client does not know.
 */
export function drawGatewayFault(dice: FaultDice): GatewayFault {
  const delay = dice.roll('delay');
  const delayMs = delay === undefined ? 0 : (delay.value ?? 1000);
  const fault = drawFault(dice);
  return { ...(delay === undefined ? {} : { name: 'delay' }), ...fault, delayMs };
}

function drawFault(dice: FaultDice): Omit<GatewayFault, 'delayMs'> | undefined {
  const limited = dice.roll('429');
  if (limited !== undefined) return { name: '429', instead: buildLimited(limited.value ?? 1) };
  const failing = dice.roll('5xx');
  if (failing !== undefined) return { name: '5xx', instead: buildFailing(failing.value ?? 503) };
  if (dice.roll('reset') !== undefined) {
    return { name: 'reset', instead: { status: 0, headers: {}, body: NOTHING }, cut: 'all' };
  }
  if (dice.roll('lost-answer') !== undefined) return { name: 'lost-answer', cut: 'all' };
  if (dice.roll('half-answer') !== undefined) return { name: 'half-answer', cut: 'half' };
  return undefined;
}

function buildLimited(seconds: number): HttpResponse {
  return buildJsonAnswer(
    429,
    { details: 'Too many requests', errorCode: 403, messages: [] },
    { 'retry-after': String(seconds) },
  );
}

/** What stands before CM's gateway answers in HTML when it cannot reach it, so a client must not expect JSON. */
function buildFailing(status: number): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', server: 'cmtg-sandbox' },
    body: new TextEncoder().encode(
      `<!DOCTYPE html><title>${status}</title><h1>Error ${status}</h1><p>A fault of the sandbox.</p>`,
    ),
  };
}

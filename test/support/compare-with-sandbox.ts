import { checkPayload } from '../../src/core/check-payload.js';
import { createSandboxGateway } from '../../src/sandbox/gateway.js';
import { createRandom, generatePayload } from './payload-generator.js';

/** What a differential run saw. */
export interface Comparison {
  readonly cases: number;
  readonly refused: number;
  /** How often the sandbox gave each error code, whole requests and single recipients alike. */
  readonly codes: ReadonlyMap<number, number>;
  /** Payloads that `validate` takes without an error and the sandbox does not. */
  readonly disagreements: readonly { readonly text: string; readonly why: string }[];
}

interface Answer {
  readonly errorCode: number;
  readonly details: string;
  readonly messages: readonly { readonly messageErrorCode: number; readonly messageDetails: string | null }[];
}

/** Holds what `validate` says of generated payloads against what the sandbox answers to them. */
export async function compareWithSandbox(seed: number, cases: number): Promise<Comparison> {
  const random = createRandom(seed);
  const encoder = new TextEncoder();
  const codes = new Map<number, number>();
  const disagreements: { text: string; why: string }[] = [];
  let refused = 0;
  for (let index = 0; index < cases; index++) {
    const text = generatePayload(random);
    const body = encoder.encode(text);
    const answer = await ask(body);
    const seen = [answer.errorCode, ...answer.messages.map(({ messageErrorCode }) => messageErrorCode)];
    for (const code of new Set(seen)) codes.set(code, (codes.get(code) ?? 0) + 1);
    if (answer.errorCode === 0) continue;
    refused++;
    const { diagnostics } = checkPayload(body, { kind: 'payload' });
    if (diagnostics.some(({ severity }) => severity === 'error')) continue;
    const why =
      answer.messages.find(({ messageErrorCode }) => messageErrorCode !== 0)?.messageDetails ?? answer.details;
    disagreements.push({ text: text.slice(0, 500), why });
  }
  return { cases, refused, codes, disagreements };
}

async function ask(body: Uint8Array): Promise<Answer> {
  const sandbox = createSandboxGateway({ clock: { now: () => 0 }, keep: 1 });
  const response = await sandbox.handle({
    method: 'POST',
    url: 'https://gw.messaging.cm.com/v1.0/message',
    headers: { 'content-type': 'application/json', 'x-cm-producttoken': 'any-token' },
    body,
  });
  return JSON.parse(new TextDecoder().decode(response.body)) as Answer;
}

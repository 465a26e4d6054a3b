import { createSandboxGateway, type Sandbox, type SandboxOptions } from '../../../src/sandbox/gateway.js';
import type { SandboxRequest } from '../../../src/sandbox/judge-request.js';

export const TOKEN = '00000000-1111-2222-3333-444444444444';

export interface Answer {
  readonly status: number;
  readonly details: string;
  readonly errorCode: number;
  readonly messages: readonly {
    readonly to: string;
    readonly status: string;
    readonly reference: string | null;
    readonly parts: number;
    readonly messageDetails: string | null;
    readonly messageErrorCode: number;
  }[];
}

export function openSandbox(options: Partial<SandboxOptions> = {}): Sandbox {
  return createSandboxGateway({ clock: { now: () => 1_800_000_000_000 }, ...options });
}

/** Posts a body as CM's page says, or with what is given instead. */
export async function post(sandbox: Sandbox, body: unknown, over: Partial<SandboxRequest> = {}): Promise<Answer> {
  const response = await sandbox.handle({
    method: 'POST',
    url: 'https://gw.messaging.cm.com/v1.0/message',
    headers: { 'content-type': 'application/json; charset=utf-8', 'x-cm-producttoken': TOKEN },
    body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
    ...over,
  });
  return { status: response.status, ...JSON.parse(new TextDecoder().decode(response.body)) };
}

/** A text message as on CM's page, with some members replaced; undefined takes one out. */
export function message(over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    from: '123456789',
    to: [{ number: '987654321' }],
    body: { type: 'auto', content: 'hello' },
    allowedChannels: ['Telegram Messenger'],
    ...over,
  };
}

export function payload(...msg: unknown[]): { messages: { msg: unknown[] } } {
  return { messages: { msg } };
}

/** A message whose rich content has these items. */
export function rich(...conversation: unknown[]): Record<string, unknown> {
  return message({ body: { content: '' }, richContent: { conversation } });
}

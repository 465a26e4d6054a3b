import type { Authority } from '../channel/fact.js';

/** What a status report says happened. */
export interface StatusCode {
  readonly code: number;
  readonly name: 'accepted' | 'rejected' | 'delivered' | 'failed' | 'read';
  readonly meaning: string;
  readonly by: readonly Authority[];
}

/**
 * Codes of `messages.msg.status.code`. CM's page names the field and not its values; two integrators agree on these
 * (a comment in a public WhatsApp integration, and a WordPress plug-in). No report is documented for Telegram.
 */
export const statusCodes: readonly StatusCode[] = [
  { code: 0, name: 'accepted', meaning: 'accepted by the operator', by: ['assumed'] },
  { code: 1, name: 'rejected', meaning: 'rejected by CM', by: ['assumed'] },
  { code: 2, name: 'delivered', meaning: 'delivered', by: ['assumed'] },
  { code: 3, name: 'failed', meaning: 'failed', by: ['assumed'] },
  { code: 4, name: 'read', meaning: 'read by the recipient', by: ['assumed'] },
];

/** The row of a code, or undefined for a code nobody documents. */
export function findStatusCode(code: number | null): StatusCode | undefined {
  return statusCodes.find((row) => row.code === code);
}

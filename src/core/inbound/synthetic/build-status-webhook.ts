import { formatTimeUtc } from './build-message-webhook.js';

export interface StatusWebhookContent {
  readonly chat: string;
  readonly reference: string;
  /** 0 accepted, 1 rejected, 2 delivered, 3 failed, 4 read. */
  readonly code: number;
  readonly errorCode: string;
  readonly errorDescription: string;
  /** When CM received the outgoing message, in milliseconds since 1970. */
  readonly receivedAt: number;
}

/**
 * The body of a status report: values are strings, and `msg` is an object. Source:
 * developers.cm.com/messaging/docs/incoming-status-report. Whether CM sends any for Telegram is not documented.
 */
export function buildStatusWebhook(content: StatusWebhookContent): Record<string, unknown> {
  return {
    messages: {
      msg: {
        received: formatTimeUtc(content.receivedAt),
        to: content.chat,
        reference: content.reference,
        status: {
          code: String(content.code),
          errorCode: content.errorCode,
          errorDescription: content.errorDescription,
        },
        operator: '',
      },
    },
  };
}

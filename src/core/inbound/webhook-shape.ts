/** What CM posts: a message of a person, an event, or a status report. */
export type WebhookKind = 'message' | 'event' | 'status';

/** What CM documents about one key of a webhook's body. */
export interface WebhookField {
  readonly type: 'string' | 'object' | 'strings';
  /** Every sample of CM has it. */
  readonly always?: true;
  readonly keys?: WebhookFields;
  /** A rule about the value, besides its type. */
  readonly rule?: 'time-utc' | 'groupings' | 'status-code';
}

export type WebhookFields = Readonly<Record<string, WebhookField>>;

const string: WebhookField = { type: 'string' };
const always: WebhookField = { type: 'string', always: true };
const party: WebhookField = { type: 'object', always: true, keys: { number: always, name: string } };

/** What messages and events have in common. */
const envelope: WebhookFields = {
  reference: string,
  messageContext: string,
  from: party,
  to: party,
  groupings: { type: 'strings', rule: 'groupings' },
  time: string,
  timeUtc: { type: 'string', always: true, rule: 'time-utc' },
  channel: always,
};

/**
 * The three bodies CM posts. Keys that are not here are left alone: CM adds some per channel, and none is documented for
 * Telegram. Source: developers.cm.com, pages "incoming-messages", "incoming-events" and "incoming-status-report".
 */
export const webhookShapes: Readonly<Record<WebhookKind, WebhookFields>> = {
  message: {
    ...envelope,
    message: {
      type: 'object',
      always: true,
      keys: {
        text: string,
        media: { type: 'object', keys: { mediaUri: string, contentType: string, title: string } },
        custom: { type: 'object' },
      },
    },
  },
  event: {
    ...envelope,
    event: {
      type: 'object',
      always: true,
      keys: { type: always, reference: string, custom: { type: 'object' } },
    },
  },
  status: {
    messages: {
      type: 'object',
      always: true,
      keys: {
        msg: {
          type: 'object',
          always: true,
          keys: {
            received: string,
            to: always,
            reference: string,
            status: {
              type: 'object',
              always: true,
              keys: {
                code: { type: 'string', always: true, rule: 'status-code' },
                errorCode: string,
                errorDescription: string,
              },
            },
            operator: string,
          },
        },
      },
    },
  },
};

import { facts } from '../../channel/telegram.js';

/** What an inbound message says, before it takes CM's form. */
export interface MessageWebhookContent {
  /** Chat ID of the person. */
  readonly chat: string;
  /** Name of the person, `''` where none is known. */
  readonly name: string;
  readonly bot: string;
  /** The text, or the caption of a file; `''` where there is none. */
  readonly text: string;
  readonly media?: { readonly uri: string; readonly contentType: string; readonly title: string };
  /** `message.custom`: location, contacts, suggestions, username. */
  readonly custom?: Readonly<Record<string, unknown>>;
  /** Reference of the outgoing message that this answers, `''` where it answers none. */
  readonly reference: string;
  readonly context: string;
  /** Groupings of the outgoing message that this answers. */
  readonly groupings: readonly [string, string, string];
  /** Milliseconds since 1970. */
  readonly sentAt: number;
}

/** The channel name on an inbound Telegram message: CM documents none, so the outgoing one is assumed. */
export const assumedChannel: string = facts.channelName.value;

/**
 * The body of an inbound message with the habits of CM's samples: always three groupings, `timeUtc` without a zone and
 * without a fraction, and a media object of three empty strings where there is no file. Keys stand in CM's order.
 * Source: developers.cm.com/messaging/docs/incoming-messages. The form is documented for other channels; that Telegram
 * messages have it too is assumed.
 */
export function buildMessageWebhook(content: MessageWebhookContent): Record<string, unknown> {
  const { uri: mediaUri = '', contentType = '', title = '' } = content.media ?? {};
  return {
    reference: content.reference,
    messageContext: content.context,
    from: { number: content.chat, name: content.name },
    to: { number: content.bot },
    message: { text: content.text, media: { mediaUri, contentType, title }, custom: content.custom ?? {} },
    groupings: [...content.groupings],
    timeUtc: formatTimeUtc(content.sentAt),
    channel: assumedChannel,
  };
}

/** CM's time: `2021-05-27T13:47:52`, in UTC without saying so. */
export function formatTimeUtc(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 19);
}

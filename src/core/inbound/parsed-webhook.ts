import type { InboundFinding } from './findings.js';
import type { UnknownReason } from './unknown-reasons.js';

export type { UnknownReason } from './unknown-reasons.js';

/** What a webhook is: somebody wrote, something happened, a status report, or none of these. */
export const webhookKinds = ['message', 'event', 'status', 'unknown'] as const;
export type WebhookKind = (typeof webhookKinds)[number];

/** Sender or receiver as CM names them. On Telegram the person's `number` is the chat ID. `''` where CM sent nothing. */
export interface InboundParty {
  readonly number: string;
  readonly name: string;
}

/** A file that came along. CM sends three empty strings when there is none; then the member is absent. */
export interface InboundMedia {
  /** Where the file lies. May need the product token (CM's hosts) or belong to somebody else altogether. */
  readonly uri: string;
  /** MIME type; `''` is common, even with a file. */
  readonly contentType: string;
  readonly title: string;
}

/** A place. CM sends coordinates as numbers here and takes them as strings in outgoing messages. */
export interface InboundLocation {
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly label: string;
  readonly searchQuery: string;
}

/** A contact card, in CM's (WhatsApp's) snake_case form. */
export interface InboundContact {
  readonly name: string;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
}

/** A button that was pressed; its label is the text of the message. */
export interface InboundSuggestion {
  /** `Reply`, `Dial` or `OpenUrl`. */
  readonly action: string;
  readonly postbackData: string;
}

/** `message.custom`, as far as CM documents its contents for any channel. */
export interface InboundCustom {
  readonly location?: InboundLocation;
  readonly contacts: readonly InboundContact[];
  readonly suggestions: readonly InboundSuggestion[];
  /** Name of the account on the channel (documented for Instagram). */
  readonly username: string;
  /** Keys that nobody documents; their values are in `raw`. */
  readonly otherKeys: readonly string[];
}

/** A command for the bot, such as the `/start PAYLOAD` of a deep link (core.telegram.org/bots/features#deep-linking). */
export interface BotCommand {
  readonly name: string;
  readonly argument: string;
}

interface Parsed {
  /** Things worth knowing about this webhook; they never keep it from being parsed. */
  readonly findings: readonly InboundFinding[];
  /** The body as JSON, keys as they came; undefined when it is not JSON. */
  readonly raw: unknown;
}

interface Envelope extends Parsed {
  /** Samples show the reference of the outgoing message; newer pages an id of its own. `''` when absent. */
  readonly reference: string;
  /** Says which message this one answers; `''` when absent. */
  readonly context: string;
  readonly from: InboundParty;
  readonly to: InboundParty;
  /** Verbatim. CM documents no value for Telegram, so nothing is concluded from it. */
  readonly channel: string;
  /** `timeUtc` as ISO 8601 with `Z`; `''` when absent or unreadable. CM sends it without a zone. */
  readonly sentAt: string;
}

/** Somebody wrote to the bot. Source: CM's inbound page (developers.cm.com/messaging/docs/incoming-mo). */
export interface ParsedMessage extends Envelope {
  readonly kind: 'message';
  /** `legacy` is the flat form of the Gateway app: `reference, from, to, body, groupings`. */
  readonly form: 'channels' | 'legacy';
  readonly text: string;
  readonly command?: BotCommand;
  readonly media?: InboundMedia;
  readonly custom: InboundCustom;
  /** Echo of the groupings of the outgoing message; CM sends exactly three, often empty. */
  readonly groupings: readonly string[];
}

/** Something happened in a conversation. Source: developers.cm.com/messaging/docs/incoming-events; none is documented for Telegram. */
export interface ParsedEvent extends Envelope {
  readonly kind: 'event';
  readonly event: {
    /** For example `MessageDelete`, `OptInSubscribed`. */
    readonly type: string;
    readonly reference: string;
    /** Whatever the event carries besides; undefined when nothing. */
    readonly custom: unknown;
  };
}

/** A report on an outgoing message. Source: developers.cm.com/messaging/docs/incoming-status-report. */
export interface ParsedStatus extends Parsed {
  readonly kind: 'status';
  readonly reference: string;
  readonly to: InboundParty;
  /** When CM received the outgoing message, as it came. */
  readonly received: string;
  /** The same as ISO 8601; CM names no zone, UTC is assumed. `''` when unreadable. */
  readonly sentAt: string;
  /** 0 to 4, see `statusCodes`; null when it is not a number. */
  readonly code: number | null;
  readonly codeText: string;
  readonly errorCode: string;
  readonly errorDescription: string;
  readonly operator: string;
}

/** Anything else. It is kept and shown like the others. */
export interface UnknownWebhook extends Parsed {
  readonly kind: 'unknown';
  readonly reason: UnknownReason;
}

/** What a webhook says. Tell the kinds apart by `kind`. */
export type ParsedWebhook = ParsedMessage | ParsedEvent | ParsedStatus | UnknownWebhook;

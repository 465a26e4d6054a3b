/** JSON as `JSON.parse` returns it. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** `media` of a conversation item. CM fetches nothing but public addresses. Source: CM's Telegram page. */
export interface Media {
  readonly mediaName?: string;
  readonly mediaUri?: string;
  readonly mimeType?: string;
}

/** One entry of `richContent.conversation`: on Telegram a text, a media file, or a media file with its caption. */
export interface ConversationItem {
  readonly text?: string;
  readonly media?: Media;
}

/** One entry of `to`: `number` is a chat ID, kept as the string it was given as. */
export interface Recipient {
  readonly number?: string;
}

/**
 * One entry of `messages.msg`, keys in CM's canonical spelling. A property that was absent or of the wrong type is
 * absent here, so a rule that reads one need not look at its type.
 */
export interface Message {
  readonly from?: string;
  readonly to?: readonly Recipient[];
  readonly body?: { readonly type?: string; readonly content?: string };
  readonly allowedChannels?: readonly string[];
  readonly reference?: string;
  readonly customGrouping?: string;
  readonly customGrouping2?: string;
  readonly customGrouping3?: string;
  readonly minimumNumberOfMessageParts?: number;
  readonly maximumNumberOfMessageParts?: number;
  readonly validity?: string;
  readonly richContent?: { readonly conversation?: readonly ConversationItem[] };
}

/** The JSON request body. `authentication` is present only in foreign payloads: cmtg sends the token as a header. */
export interface Payload {
  readonly messages: {
    readonly authentication?: { readonly producttoken?: string };
    readonly msg: readonly Message[];
  };
}

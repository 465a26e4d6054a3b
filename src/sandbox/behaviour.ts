import { facts } from '../core/channel/telegram.js';

/** How sure a behaviour of the sandbox is: a source documents it, or nobody does and it is inferred. */
export type Standing = 'documented' | 'assumed';

/** One thing the sandbox does as CM's gateway would. `docs` are generated from this table. */
export interface Behaviour {
  readonly what: string;
  readonly standing: Standing;
  /** Who documents it, or what the assumption rests on. */
  readonly source: string;
}

/** A refusal: a behaviour with CM's error code and the words of the answer; `{name}` is filled in. */
export interface RefusalBehaviour extends Behaviour {
  /** HTTP status when the whole request is refused; absent when only a message or a recipient is. */
  readonly status?: number;
  readonly errorCode: number;
  readonly details: string;
}

const RESPONSES = 'https://developers.cm.com/messaging/docs/responses-errors-json';
const SDK_CODES =
  'error codes of the SDKs: https://github.com/cmdotcom/text-sdk-php, https://github.com/cmdotcom/text-sdk-dotnet';
const INTEGRATION = 'https://developers.cm.com/messaging/docs/integration';
const SHARED = 'https://developers.cm.com/messaging/docs/shared-features';
const TELEGRAM_PAGE = 'https://developers.cm.com/messaging/docs/telegram';
const SIZE_CODE =
  'code 307: https://github.com/authgear/authgear-sms-gateway; CM documents no code for a limit of Telegram';
const TDLIB = 'Telegram refuses it: https://github.com/tdlib/td; what CM answers is not documented';
const INCOMING = 'https://developers.cm.com/messaging/docs/incoming-messages';
const HTTP_HABIT = 'no page of CM says; what an HTTP service usually answers';

/** Why a request, a message or a recipient is refused. */
export const refusals = {
  'path-unknown': {
    what: 'Anything but /v1.0/message answers 404 with a JSON body.',
    standing: 'assumed',
    source: HTTP_HABIT,
    status: 404,
    errorCode: 999,
    details: 'Nothing is served at {path}; messages are taken at POST /v1.0/message',
  },
  'method-not-allowed': {
    what: 'Any method but POST answers 405 with a JSON body.',
    standing: 'assumed',
    source: HTTP_HABIT,
    status: 405,
    errorCode: 999,
    details: 'Method {method} is not allowed; messages are taken at POST /v1.0/message',
  },
  'content-not-json': {
    what: 'A Content-Type that is not JSON, or a Content-Encoding, answers 415 with a JSON body; a missing Content-Type is taken as JSON.',
    standing: 'assumed',
    source: HTTP_HABIT,
    status: 415,
    errorCode: 999,
    details: 'The body must be plain application/json',
  },
  'request-too-large': {
    what: 'A body above the limit of the served sandbox answers 413 with a JSON body.',
    standing: 'assumed',
    source: HTTP_HABIT,
    status: 413,
    errorCode: 999,
    details: 'The body is larger than {limit} bytes',
  },
  'host-invalid': {
    what: 'A request with no Host header, or with several, answers 400.',
    standing: 'documented',
    source: 'https://www.rfc-editor.org/rfc/rfc9112#section-3.2',
    status: 400,
    errorCode: 999,
    details: 'A request needs exactly one Host header',
  },
  'sandbox-failed': {
    what: 'A fault of the sandbox itself answers 500.',
    standing: 'assumed',
    source: `code 500 is "internal error" in the ${SDK_CODES}`,
    status: 500,
    errorCode: 500,
    details: 'The sandbox failed on this request',
  },
  'token-missing': {
    what: 'No product token, neither in X-CM-PRODUCTTOKEN nor in the body, refuses the whole request.',
    standing: 'assumed',
    source: `${RESPONSES} documents the answer for an unknown token`,
    status: 400,
    errorCode: 101,
    details: 'No account found for the given authentication',
  },
  'token-wrong': {
    what: 'A product token that is not the expected one refuses the whole request.',
    standing: 'documented',
    source: RESPONSES,
    status: 400,
    errorCode: 101,
    details: 'No account found for the given authentication',
  },
  'json-malformed': {
    what: 'A body that is not JSON in UTF-8 refuses the whole request.',
    standing: 'documented',
    source: SDK_CODES,
    status: 400,
    errorCode: 202,
    details: 'The request is not valid JSON',
  },
  'type-wrong': {
    what: 'A known key with a value of another JSON type refuses the whole request; null counts as absent.',
    standing: 'documented',
    source: SDK_CODES,
    status: 400,
    errorCode: 202,
    details: '{where} has the wrong type, expected {expected}',
  },
  'msg-missing': {
    what: 'A request without messages.msg refuses the whole request.',
    standing: 'documented',
    source: SDK_CODES,
    status: 400,
    errorCode: 203,
    details: 'The msg array is missing',
  },
  'msg-not-array': {
    what: 'A messages.msg that is no array refuses the whole request with 203 (and not with 202).',
    standing: 'assumed',
    source: SDK_CODES,
    status: 400,
    errorCode: 203,
    details: 'msg is not an array',
  },
  'msg-empty': {
    what: 'An empty messages.msg refuses the whole request.',
    standing: 'assumed',
    source: SDK_CODES,
    status: 400,
    errorCode: 203,
    details: 'The msg array is empty',
  },
  'msg-too-many': {
    what: 'More messages than one request may carry refuse the whole request.',
    standing: 'assumed',
    source: `the number is documented (https://github.com/cmdotcom/text-sdk-javascript), the answer is not`,
    status: 400,
    errorCode: 203,
    details: 'The msg array has {count} messages, at most {limit} are allowed',
  },
  'from-invalid': {
    what: 'A message with a missing or blank from is rejected.',
    standing: 'documented',
    source: SDK_CODES,
    errorCode: 301,
    details: 'The from field is missing or empty',
  },
  'from-bot-token': {
    what: 'A from that looks like the token of a Telegram bot is rejected.',
    standing: 'assumed',
    source: `${TELEGRAM_PAGE} asks for the Bot ID`,
    errorCode: 301,
    details: 'The from field is not a valid sender',
  },
  'to-invalid': {
    what: 'A message with a missing or empty to is rejected, with one entry whose to is empty.',
    standing: 'documented',
    source: `${SDK_CODES}; the shape of the entry is assumed`,
    errorCode: 302,
    details: 'The to field is missing or empty',
  },
  'to-too-many': {
    what: 'A message with more recipients than allowed is rejected for every recipient.',
    standing: 'assumed',
    source: 'the number is documented (https://github.com/cmdotcom/text-sdk-php), the answer is not',
    errorCode: 302,
    details: 'The to field has {count} recipients, at most {limit} are allowed',
  },
  'number-not-numeric': {
    what: 'A number with anything but digits is rejected, for this recipient only.',
    standing: 'documented',
    source: RESPONSES,
    errorCode: 303,
    details: "Gsm '{number}' is not a number.",
  },
  'number-out-of-range': {
    what: 'On Telegram, a number outside the range of chat IDs is rejected, for this recipient only.',
    standing: 'assumed',
    source: 'range: https://core.telegram.org/api/bots/ids; what CM answers is not documented',
    errorCode: 303,
    details: "Gsm '{number}' is not a number.",
  },
  'body-without-content': {
    what: 'A message with neither body content nor rich content is rejected.',
    standing: 'documented',
    source: RESPONSES,
    errorCode: 304,
    details: 'A body without content was found',
  },
  'text-empty': {
    what: 'On Telegram, a text of which only invisible characters remain is rejected like an empty one.',
    standing: 'assumed',
    source: TDLIB,
    errorCode: 304,
    details: 'A body without content was found',
  },
  'item-empty': {
    what: 'A conversation item without any content is rejected like an empty body.',
    standing: 'assumed',
    source: `${RESPONSES} speaks of the body alone`,
    errorCode: 304,
    details: 'A body without content was found',
  },
  'text-ill-formed': {
    what: 'On Telegram, a text with half a surrogate pair is rejected.',
    standing: 'assumed',
    source: TDLIB,
    errorCode: 304,
    details: 'The text is not valid Unicode',
  },
  'media-uri-invalid': {
    what: 'A media file without an http or https address is rejected.',
    standing: 'assumed',
    source: `${TELEGRAM_PAGE} asks for a publicly available url`,
    errorCode: 305,
    details: 'mediaUri is not a valid url',
  },
  'grouping-invalid': {
    what: 'A custom grouping longer than the limit is rejected.',
    standing: 'assumed',
    source: 'the length is documented (https://github.com/cmdotcom/text-sdk-dotnet), the answer is not',
    errorCode: 305,
    details: 'A custom grouping is longer than {limit} characters',
  },
  'validity-invalid': {
    what: 'A validity that is neither hours, minutes nor a date and time is rejected.',
    standing: 'assumed',
    source: 'the forms are documented (https://github.com/cmdotcom/text-sdk-dotnet), the answer is not',
    errorCode: 305,
    details: 'The validity is not in a known format',
  },
  'text-too-long': {
    what: 'On Telegram, a text above the limit after Telegram’s cleaning is rejected.',
    standing: 'assumed',
    source: SIZE_CODE,
    errorCode: 307,
    details: 'The message exceeds the maximum size of {limit} characters',
  },
  'caption-too-long': {
    what: 'On Telegram, a text beside media above the caption limit after Telegram’s cleaning is rejected.',
    standing: 'assumed',
    source: SIZE_CODE,
    errorCode: 307,
    details: 'The caption exceeds the maximum size of {limit} characters',
  },
} as const satisfies Record<string, RefusalBehaviour>;

export type RefusalId = keyof typeof refusals;

/** What the sandbox does besides refusing: as the gateway, as the Telegram user, and when it fails on purpose. */
export const habits = {
  'all-accepted': {
    what: 'Everything accepted answers 200, errorCode 0, "Created N message(s)".',
    standing: 'documented',
    source: 'https://github.com/cmdotcom/text-sdk-java',
  },
  'some-accepted': {
    what: 'Some rejected answers 200, errorCode 201, with a verdict for every recipient.',
    standing: 'documented',
    source: RESPONSES,
  },
  'none-accepted': {
    what: 'All rejected answers 400, errorCode 201, "Created 0 message(s)".',
    standing: 'documented',
    source: RESPONSES,
  },
  'count-of-recipients': {
    what: 'N in "Created N message(s)" counts accepted recipients, and the answer has one entry a recipient, in the order of the request.',
    standing: 'assumed',
    source: `${RESPONSES}: every entry names one recipient`,
  },
  'parts-one': {
    what: 'parts is 1 for an accepted recipient and 0 for a rejected one; the parts of a long SMS text are not counted.',
    standing: 'assumed',
    source: RESPONSES,
  },
  'first-fault': {
    what: 'Of several faults of a message the first is reported: from, to, body and content, other fields, size, and then each number.',
    standing: 'assumed',
    source: 'an answer has room for one code a recipient',
  },
  'token-any': {
    what: 'Any product token that is not empty is accepted unless one is set.',
    standing: 'assumed',
    source: 'a sandbox knows no accounts',
  },
  'token-header-first': {
    what: 'With a token in the header and another in the body, the header counts.',
    standing: 'assumed',
    source: `${INTEGRATION} recommends the header`,
  },
  'json-before-token': {
    what: 'A body that cannot be read is reported before a missing token.',
    standing: 'assumed',
    source: 'the token may be in the body',
  },
  'keys-any-case': {
    what: 'Keys are read in any case; of a key that stands twice the last one counts.',
    standing: 'documented',
    source: 'https://docs.cmtelecom.com/bulk-sms/v1.0; that the last one counts is assumed',
  },
  'unknown-keys': {
    what: 'Unknown keys are ignored.',
    standing: 'assumed',
    source: 'https://github.com/cmdotcom/text-sdk-dotnet sends such keys',
  },
  'reference-any': {
    what: 'A reference of any length and with any characters is accepted.',
    standing: 'assumed',
    source:
      'CM documents 1 to 32 alphanumerics (https://developers.cm.com/messaging/docs/http-get-protocol), its own samples go beyond them',
  },
  'chat-id-negative': {
    what: 'Negative chat IDs (groups and channels) are accepted.',
    standing: 'assumed',
    source: 'https://core.telegram.org/api/bots/ids; no page of CM says',
  },
  'any-channel': {
    what: 'Messages for other channels are accepted, whatever their names: the sandbox does not know which channels an account has.',
    standing: 'assumed',
    source: SHARED,
  },
  'no-channel': {
    what: 'A message without allowedChannels goes to Telegram.',
    standing: 'assumed',
    source: `${SHARED}: every channel of the account`,
  },
  'channel-name-exact': {
    what: 'Only the exact channel name reaches Telegram.',
    standing: 'assumed',
    source: TELEGRAM_PAGE,
  },
  'rich-over-body': {
    what: 'On Telegram, rich content is shown instead of the body.',
    standing: 'documented',
    source: 'https://github.com/cmdotcom/text-sdk-dotnet',
  },
  'item-unknown': {
    what: 'A conversation item of another kind (location, contacts, …) is accepted and not shown.',
    standing: 'assumed',
    source: `${TELEGRAM_PAGE} names text and media alone`,
  },
  'sticker-caption': {
    what: 'The text beside a sticker is accepted and not shown.',
    standing: 'assumed',
    source: 'https://core.telegram.org/bots/api#sendsticker has no caption',
  },
  'chat-opened-by-user': {
    what: 'A message to a chat that the person has not opened by writing to this bot is accepted and never arrives.',
    standing: 'assumed',
    source: `${TELEGRAM_PAGE}: the user starts the conversation; that the gateway accepts the message all the same is assumed`,
  },
  'chat-per-bot': {
    what: 'A chat belongs to one bot: the same chat ID with another bot is another chat.',
    standing: 'documented',
    source: TELEGRAM_PAGE,
  },
  'webhook-envelope': {
    what: 'Every action of the person is one webhook with the envelope of CM’s inbound messages: keys, order, three groupings, an empty media object, an empty custom.',
    standing: 'assumed',
    source: `${INCOMING} documents it for other channels, no page for Telegram`,
  },
  'webhook-time': {
    what: 'timeUtc has neither a zone nor a fraction.',
    standing: 'documented',
    source: INCOMING,
  },
  'webhook-channel': {
    what: 'channel is the name that outgoing messages use.',
    standing: 'assumed',
    source: `${INCOMING} names no value for Telegram`,
  },
  'webhook-parties': {
    what: 'from is the chat ID with the name of the person, to is the bot ID.',
    standing: 'assumed',
    source: `${TELEGRAM_PAGE} names both IDs for outgoing messages`,
  },
  'webhook-reference': {
    what: 'reference and groupings are those of the message that the person answers, else of the last one that arrived, else empty.',
    standing: 'assumed',
    source: `${INCOMING}: reference of the outgoing message; which one, on Telegram, no page says`,
  },
  'webhook-context': {
    what: 'messageContext is the reference of the message that was answered with Telegram’s reply, else empty.',
    standing: 'assumed',
    source: `${INCOMING}: says which message the user replied to`,
  },
  'webhook-start': {
    what: 'The start button arrives as the text /start, a deep link as /start PAYLOAD.',
    standing: 'assumed',
    source: `Telegram tells bots so (https://core.telegram.org/bots/features#deep-linking); what CM passes on is not documented`,
  },
  'webhook-media': {
    what: 'A file arrives as its address, MIME type and name, its caption as the text; the address is passed on as it was given.',
    standing: 'assumed',
    source: INCOMING,
  },
  'webhook-location': {
    what: 'A location arrives in message.custom.location with coordinates as numbers, a contact in message.custom.contacts.',
    standing: 'assumed',
    source: 'documented for WhatsApp: https://developers.cm.com/messaging/docs/whatsapp-inbound',
  },
  'webhook-retry': {
    what: `Any answer but exactly HTTP 200 is tried again every ${facts.webhookRetryMinutes.value} minutes for at most a month, counted as ${facts.webhookRetryDays.value} days.`,
    standing: 'documented',
    source: INCOMING,
  },
  'webhook-timeout': {
    what: 'An answer that takes longer than 10 seconds counts as none.',
    standing: 'assumed',
    source: 'no page names a time',
  },
  'webhook-order': {
    what: 'The first tries of one chat follow each other in the order of the messages.',
    standing: 'assumed',
    source: 'no page promises an order: test with the fault reordered-webhook',
  },
  'status-reports': {
    what: 'With --status-reports every accepted message gets one report: code 0, or 3 when it never arrives; without it none.',
    standing: 'assumed',
    source: `${TELEGRAM_PAGE}: no delivery notification; the form is documented at https://developers.cm.com/messaging/docs/incoming-status-report`,
  },
  'status-retry': {
    what: `A status report that is not answered with 200 is tried again for at most ${facts.statusRetryDays.value} days; the interval is that of messages.`,
    standing: 'assumed',
    source:
      'the days are documented: https://developers.cm.com/messaging/docs/incoming-status-report, the interval is not',
  },
  'fault-429': {
    what: 'The fault 429 answers with Retry-After in seconds and takes no message.',
    standing: 'assumed',
    source: 'no page of CM speaks of rate limits',
  },
  'fault-5xx': {
    what: 'The fault 5xx answers with an HTML page and takes no message.',
    standing: 'assumed',
    source: `${INTEGRATION}: Cloudflare stands before the gateway, and answers in HTML`,
  },
  'fault-lost-answer': {
    what: 'After the faults lost-answer and half-answer the messages were taken, after reset they were not; the client cannot tell.',
    standing: 'assumed',
    source: 'a connection may end before or after the work was done',
  },
  'media-not-fetched': {
    what: 'Media addresses are never fetched, so size, type and reachability are not checked.',
    standing: 'assumed',
    source: 'nothing leaves the machine',
  },
} as const satisfies Record<string, Behaviour>;

export type HabitId = keyof typeof habits;

/** The whole table, refusals first, each row with its id. */
export const behaviours: readonly (Behaviour & Partial<RefusalBehaviour> & { readonly id: string })[] = Object.entries({
  ...refusals,
  ...habits,
}).map(([id, behaviour]) => ({ id, ...behaviour }));

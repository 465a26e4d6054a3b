/** Where CM puts a code: `errorCode` of the whole request, `messageErrorCode` of one recipient, or both. */
export type ErrorLevel = 'request' | 'message' | 'both';

/** One error code of CM, with what to do about it. */
export interface CmErrorCode {
  readonly code: number;
  readonly level: ErrorLevel;
  readonly meaning: string;
  /** One sentence: what the user does now. */
  readonly todo: string;
  /** Who documents it; null for a code that nobody does. */
  readonly source: string | null;
}

// The table of CM's page; its PHP, .NET and Python SDKs carry the same list.
const CM_PAGE = 'https://developers.cm.com/messaging/docs/responses-errors-json';
// Not in CM's SDKs: one integrator names it and cites CM's page.
const THIRD_PARTY = 'https://github.com/authgear/authgear-sms-gateway';

function row(code: number, level: ErrorLevel, meaning: string, todo: string, source = CM_PAGE): CmErrorCode {
  return { code, level, meaning, todo, source };
}

/** Every error code that is known, in ascending order. Other integers are possible: see {@link describeErrorCode}. */
export const cmErrorCodes: readonly CmErrorCode[] = [
  row(0, 'both', 'no error', 'Nothing to do.'),
  row(101, 'request', 'authentication failed', 'Check that the product token is the one of this account.'),
  row(102, 'request', 'the balance is too low', 'Top up the account at CM, then send again.'),
  row(
    103,
    'request',
    'the product token is wrong',
    'Copy the product token from the Channels app again, hyphens included.',
  ),
  row(201, 'request', 'one or more messages have errors', 'Look at the error of each message.'),
  row(
    202,
    'request',
    'the JSON is malformed or a value has the wrong type',
    'Run `cmtg validate` on the payload and correct what it finds.',
  ),
  row(
    203,
    'request',
    'the list of messages is wrong',
    'Check that `messages.msg` is a list with at least one message and no more than CM takes.',
  ),
  row(301, 'message', 'invalid sender', 'Check that `from` is the bot ID that CM gave you.'),
  row(302, 'message', 'invalid list of recipients', 'Check that `to` is a list of objects with a `number`.'),
  row(303, 'message', 'invalid recipient', 'Check the chat ID: it is what CM sent you as the sender of a message.'),
  row(
    304,
    'message',
    'invalid body',
    'Give the message a text in `body.content`, or a text or media in `richContent`.',
  ),
  row(305, 'message', 'another field is invalid', 'Run `cmtg validate` on the payload and read the details CM gave.'),
  row(307, 'message', 'the message exceeds the maximum size', 'Shorten the message or split it.', THIRD_PARTY),
  row(401, 'message', 'held back as spam', 'Ask CM support why, before you send the same text again.'),
  row(402, 'message', 'the recipient or sender is blacklisted', 'Take the recipient off the list, or ask CM support.'),
  row(403, 'message', 'rejected', 'Ask CM support for the reason, with the reference of the message.'),
  row(
    500,
    'both',
    'an internal error at CM',
    'Look up the reference in CM’s log before you send again, and tell CM support if it stays.',
  ),
  row(999, 'both', 'an unknown error at CM', 'Contact CM support with the reference of the message.'),
];

const byCode = new Map(cmErrorCodes.map((entry) => [entry.code, entry]));

/** The entry for any integer; a code that nobody documents gets one that says so. */
export function describeErrorCode(code: number): CmErrorCode {
  return (
    byCode.get(code) ?? {
      code,
      level: 'both',
      meaning: 'an error code that CM does not document',
      todo: 'Read the details CM gave, and ask CM support with the reference of the message.',
      source: null,
    }
  );
}

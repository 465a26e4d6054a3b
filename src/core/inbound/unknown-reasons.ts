/** Why a body is none of the three envelopes. */
export type UnknownReason =
  | 'empty'
  | 'not-utf8'
  | 'not-json'
  | 'xml'
  | 'too-deep'
  | 'too-complex'
  | 'not-an-object'
  | 'outgoing-payload'
  | 'no-known-envelope';

/** Words for a webhook that is none of the three envelopes. */
export const unknownReasons: Readonly<Record<UnknownReason, string>> = {
  empty: 'The body is empty.',
  'not-utf8': 'The body is not valid UTF-8.',
  'not-json': 'The body is not JSON.',
  xml: 'The body looks like XML. CM’s Channels app can send status reports as JSON instead.',
  'too-deep': 'The JSON is nested deeper than any webhook of CM.',
  'too-complex': 'The JSON has more values than any webhook of CM.',
  'not-an-object': 'The JSON is not an object.',
  'outgoing-payload': 'This is the body of a message to CM, not a webhook from CM.',
  'no-known-envelope': 'The JSON has none of the keys message, event or messages.msg.status.',
};

/** The words of a reason that came as an argument of a finding. */
export function describeReason(reason: string | number | undefined): string {
  return Object.hasOwn(unknownReasons, String(reason)) ? unknownReasons[reason as UnknownReason] : '';
}

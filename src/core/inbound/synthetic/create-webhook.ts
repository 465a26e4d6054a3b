import { facts } from '../../channel/telegram.js';
import { statusCodes } from '../status-codes.js';
import { contents, type MessageKind } from './contents.js';
import { oddTexts } from './odd-texts.js';
import { createUuid } from './random.js';
import { type TriggerInfo, type TriggerKind, triggers } from './trigger-kinds.js';

export interface SyntheticInput {
  readonly kind: TriggerKind;
  /** Number of this one within a series, from 0: kinds with several forms take them in turn. */
  readonly index?: number;
  /** Chat ID of the person; one is made up from `random` when absent. */
  readonly from?: string;
  readonly name?: string;
  /** Bot ID. */
  readonly to?: string;
  readonly text?: string;
  /** Payload of `start`, `''` for a bare /start; postback data of `button`. */
  readonly payload?: string;
  /** Code of `status`; by `index` when absent. */
  readonly code?: number;
  readonly reference?: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly random: () => number;
}

/** A made-up webhook. `document` is what `body` holds as JSON, undefined when the body is not JSON. */
export interface SyntheticWebhook {
  readonly kind: TriggerKind;
  readonly standing: TriggerInfo['standing'];
  readonly contentType: string;
  readonly document: unknown;
  readonly body: string;
}

/**
 * Makes up one webhook as CM would send it: three groupings, `timeUtc` without a zone, an empty media object where
 * there is no file. See `triggers` for what is documented and what is assumed.
 */
export function createSyntheticWebhook(input: SyntheticInput): SyntheticWebhook {
  const { kind } = input;
  const { standing } = triggers[kind];
  if (kind === 'unknown') return { kind, standing, ...createUnknown(input.index ?? 0) };
  const document =
    kind === 'event' ? createEvent(input) : kind === 'status' ? createStatus(input) : createMessage(input, kind);
  return { kind, standing, contentType: JSON_TYPE, document, body: JSON.stringify(document) };
}

const JSON_TYPE = 'application/json; charset=utf-8';
const DEMO_BOT = '1234567890';

function createMessage(input: SyntheticInput, kind: MessageKind): Record<string, unknown> {
  const { random, now, index = 0, text, payload } = input;
  const from = createSender(input, kind);
  const reference = input.reference ?? createUuid(random);
  const content = contents[kind]({ index, text, payload, random });
  return {
    reference,
    messageContext: content.context ?? '',
    from,
    to: { number: input.to ?? DEMO_BOT },
    message: {
      text: content.text,
      media: content.media ?? { mediaUri: '', contentType: '', title: '' },
      custom: content.custom ?? {},
    },
    groupings: ['', '', ''],
    time: formatLocalTime(now),
    timeUtc: formatUtcTime(now),
    channel: facts.channelName.value,
  };
}

function createSender({ from, name, random, index = 0 }: SyntheticInput, kind: TriggerKind): Record<string, string> {
  const odd = oddTexts[index % oddTexts.length]?.text ?? '';
  return {
    number: from ?? String(Math.floor(100_000_000 + random() * 6_900_000_000)),
    name: name ?? (kind === 'odd-unicode' ? odd : 'Ada Example'),
  };
}

function createEvent(input: SyntheticInput): Record<string, unknown> {
  const { random, now } = input;
  return {
    reference: input.reference ?? createUuid(random),
    messageContext: '',
    from: { number: createSender(input, 'event')['number'] },
    to: { number: input.to ?? DEMO_BOT },
    event: { type: 'MessageDelete', reference: String(Math.floor(random() * 1e9)) },
    timeUtc: formatUtcTime(now),
    channel: facts.channelName.value,
  };
}

/** A report speaks of an outgoing message: the person is in `to`. All values are strings, as integrators see them. */
function createStatus(input: SyntheticInput): Record<string, unknown> {
  const { now, index = 0, random } = input;
  const row = statusCodes[index % statusCodes.length];
  const code = input.code ?? row?.code ?? 0;
  const name = statusCodes.find((known) => known.code === code)?.name ?? '';
  const failed = name === 'rejected' || name === 'failed';
  return {
    messages: {
      msg: {
        received: formatUtcTime(now),
        to: createSender(input, 'status')['number'],
        reference: input.reference ?? createUuid(random).replaceAll('-', ''),
        status: {
          code: String(code),
          errorCode: failed ? '28' : '',
          errorDescription: `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
        },
        operator: '',
      },
    },
  };
}

export const unknownForms: readonly Pick<SyntheticWebhook, 'contentType' | 'document' | 'body'>[] = [
  { contentType: JSON_TYPE, document: { hello: 'world' }, body: '{"hello":"world"}' },
  { contentType: JSON_TYPE, document: [1, 2, 3], body: '[1,2,3]' },
  { contentType: JSON_TYPE, document: undefined, body: '{"message":{"text":"cut off' },
  { contentType: 'text/xml; charset=utf-8', document: undefined, body: '<MESSAGES><MSG></MSG></MESSAGES>' },
  { contentType: 'application/x-www-form-urlencoded', document: undefined, body: 'from=1&text=hello' },
  { contentType: JSON_TYPE, document: undefined, body: '' },
];

function createUnknown(index: number): Pick<SyntheticWebhook, 'contentType' | 'document' | 'body'> {
  return unknownForms[index % unknownForms.length] ?? { contentType: JSON_TYPE, document: {}, body: '{}' };
}

function formatUtcTime(now: number): string {
  return new Date(now).toISOString().slice(0, 19);
}

/** `time` of CM's samples is two hours ahead of `timeUtc` in May: the clock on CM's wall (inferred). */
function formatLocalTime(now: number): string {
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/Amsterdam',
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(now);
}

import type { RuleExamples } from './rule-example.js';
import { json } from './samples.js';

const webhook = {
  reference: '0b5e1d3a7c9f4e2d8a6b1c3d5e7f9a0b',
  messageContext: '',
  from: { number: '987654321', name: 'Jane' },
  to: { number: '2345678901', name: '' },
  message: { text: 'Where is my parcel?', media: { mediaUri: '', contentType: '', title: '' }, custom: {} },
  groupings: ['', '', ''],
  time: '2027-04-20 13:50:05',
  timeUtc: '2027-04-20T11:50:05',
  channel: 'Telegram Messenger',
};

const good = json(webhook);
const body = (changes: object) => json({ ...webhook, ...changes });

const status = (code: string) =>
  json({
    messages: {
      msg: {
        received: '2027-04-20T11:50:05',
        to: '987654321',
        reference: 'order4711',
        status: { code, errorCode: '', errorDescription: '' },
        operator: '',
      },
    },
  });

const assumed = 'CM documents no webhook for Telegram; this follows its other channels. ';

/** Examples of bodies of CM’s webhooks. */
export const inboundExamples = {
  'inbound/unknown-envelope': {
    why: `${assumed}A body without “message”, “event” or a status belongs to none of them, so a receiver that is tried with it learns nothing.`,
    bad: json({ hello: 'world' }),
    good,
  },
  'inbound/missing-key': {
    why: `${assumed}Every sample of CM has this key. A receiver that relies on it fails on a body without it, and one that was only ever tried without it proves nothing.`,
    bad: body({ timeUtc: undefined }),
    good,
  },
  'inbound/wrong-type': {
    why: `${assumed}A typed receiver fails on a value of another type. CM sends identifiers as strings.`,
    bad: body({ from: { number: 987654321, name: 'Jane' } }),
    good,
  },
  'inbound/groupings': {
    why: `${assumed}CM’s samples always hold three groupings, empty strings for those that are not used.`,
    bad: body({ groupings: ['parcels'] }),
    good: body({ groupings: ['parcels', '', ''] }),
  },
  'inbound/time-format': {
    why: `${assumed}CM writes UTC without a zone. A body with a zone tries a receiver with what it will never get, and hides that it takes the real form for local time.`,
    bad: body({ timeUtc: '2027-04-20T11:50:05Z' }),
    good,
  },
  'inbound/status-code': {
    why: 'CM documents the codes 0 to 4. Telegram itself reports no delivery, so that a status about it says what CM did, not what the person saw.',
    bad: status('9'),
    good: status('0'),
  },
} satisfies RuleExamples;

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

const report = (code: string) => ({
  received: '2027-04-20T11:50:05',
  to: '987654321',
  reference: 'order4711',
  status: { code, errorCode: '', errorDescription: '' },
  operator: '',
});

const status = (code: string) => json({ messages: { msg: report(code) } });

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
    bad: body({ to: '2345678901' }),
    good,
  },
  'inbound/number-as-number': {
    why: `${assumed}Chat IDs have up to 52 bits today, and JSON numbers lose digits beyond 2^53 in most languages. CM sends identifiers as strings.`,
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
  'inbound/time-unreadable': {
    why: `${assumed}A receiver that orders messages by their time cannot place this one.`,
    bad: body({ timeUtc: 'this morning' }),
    good,
  },
  'inbound/no-sender': {
    why: `${assumed}The chat ID of the person stands in from.number; it is the only address an answer can go to.`,
    bad: body({ from: { number: '', name: 'Jane' } }),
    good,
  },
  'inbound/legacy-envelope': {
    why: 'CM’s Gateway app posts inbound messages in an older, flat form, without the name of the person, without files and without what a button carries. CM’s Telegram page has the webhook registered in the Channels app.',
    bad: json({
      reference: '0b5e1d3a7c9f4e2d8a6b1c3d5e7f9a0b',
      from: '987654321',
      to: '2345678901',
      body: 'Where is my parcel?',
      groupings: ['', '', ''],
    }),
    good,
  },
  'inbound/other-channel': {
    why: 'One address can be registered for several channels. A sender of another channel means nobody on Telegram.',
    bad: body({ channel: 'WhatsApp' }),
    good,
  },
  'inbound/new-channel': {
    why: `${assumed}A receiver that insists on one name may throw real messages away, so an unknown one is told and never refused.`,
    bad: body({ channel: 'Pigeon Post' }),
    good,
  },
  'inbound/media-without-type': {
    why: `${assumed}CM’s samples of Instagram carry a file without saying what it is. A receiver that decides by the content type drops it.`,
    bad: body({
      message: { text: '', media: { mediaUri: 'https://media.example.com/1', contentType: '', title: '' } },
    }),
    good: body({
      message: { text: '', media: { mediaUri: 'https://media.example.com/1', contentType: 'image/jpeg', title: '' } },
    }),
  },
  'inbound/bot-token': {
    why: 'Telegram’s own addresses of files hold the token of the bot. Nothing says that CM passes such an address on; should it ever, everything that keeps the webhook keeps the token: logs, journals, tickets.',
    bad: body({
      message: {
        text: '',
        media: {
          mediaUri: `https://api.telegram.org/file/bot123456789:${'A'.repeat(35)}/photos/1.jpg`,
          contentType: 'image/jpeg',
          title: '',
        },
      },
    }),
    good,
  },
  'inbound/status-code': {
    why: 'CM documents the codes 0 to 4. Telegram itself reports no delivery, so that a status about it says what CM did, not what the person saw.',
    bad: status('9'),
    good: status('0'),
  },
  'inbound/placeholder': {
    why: 'CM’s page shows a report as a template with fields in brackets. One that arrives as it stands (assumed: because its name is unknown there) says nothing about the message.',
    bad: status('[STATUS_CODE]'),
    good: status('2'),
  },
  'inbound/several-reports': {
    why: 'CM documents one report a call. Its messages to CM are arrays in the same place, so a receiver may well meet one, and must not lose the rest.',
    bad: json({ messages: { msg: [report('0'), report('2')] } }),
    good: status('2'),
  },
} satisfies RuleExamples;

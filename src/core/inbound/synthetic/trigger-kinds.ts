import { statusCodes } from '../status-codes.js';

/** What a synthetic webhook rests on. */
export interface TriggerInfo {
  readonly summary: string;
  /** `documented`: CM documents this shape for every channel. `assumed`: for Telegram nobody documents it. */
  readonly standing: 'documented' | 'assumed';
  /** Where the shape comes from. */
  readonly basis: string;
}

const MO = 'CM’s inbound page';
const MEDIA = `media object of ${MO}; what Telegram’s files look like there is not documented`;

/**
 * Every webhook cmtg can make up. CM publishes no inbound sample for Telegram: envelope and field habits are those of
 * its other channels, and the value of `channel` is assumed to be the name used in outgoing messages.
 */
export const triggers = {
  text: { summary: 'a text', standing: 'documented', basis: MO },
  start: {
    summary: 'the first message, /start, with the payload of a deep link',
    standing: 'assumed',
    basis: 'Telegram’s deep linking (core.telegram.org/bots/features); that CM passes it on as text is not documented',
  },
  photo: { summary: 'a photo', standing: 'assumed', basis: MEDIA },
  video: { summary: 'a video', standing: 'assumed', basis: MEDIA },
  voice: { summary: 'a voice message', standing: 'assumed', basis: MEDIA },
  audio: { summary: 'a piece of music', standing: 'assumed', basis: MEDIA },
  document: { summary: 'a document', standing: 'assumed', basis: MEDIA },
  sticker: { summary: 'a sticker', standing: 'assumed', basis: MEDIA },
  location: {
    summary: 'a place',
    standing: 'assumed',
    basis: 'custom.location as documented for WhatsApp',
  },
  contact: {
    summary: 'a contact card',
    standing: 'assumed',
    basis: 'custom.contacts as documented for WhatsApp',
  },
  edited: {
    summary: 'a text that was changed',
    standing: 'assumed',
    basis: 'Telegram tells bots of edits; what CM makes of it is not documented',
  },
  reply: {
    summary: 'a text that answers another message',
    standing: 'assumed',
    basis: `messageContext of ${MO}; its value is not documented`,
  },
  button: {
    summary: 'a press of a reply button: its label, and its postback data',
    standing: 'assumed',
    basis:
      'custom.suggestions as documented for Facebook Messenger, Twitter and Google; buttons on Telegram are announced',
  },
  event: {
    summary: 'an event, MessageDelete',
    standing: 'assumed',
    basis: 'CM’s events page; no event is documented for Telegram',
  },
  status: {
    summary: `status reports, codes ${statusCodes.map(({ code }) => code).join(', ')}`,
    standing: 'assumed',
    basis: 'CM’s status report page; CM says Telegram has no delivery reports',
  },
  unknown: { summary: 'bodies that are no webhook of CM', standing: 'documented', basis: 'anybody can post anything' },
  'odd-unicode': {
    summary: 'texts and names that break careless programs and terminals',
    standing: 'documented',
    basis: `${MO}: UTF-8; Telegram lets people write nearly everything`,
  },
} as const satisfies Readonly<Record<string, TriggerInfo>>;

export type TriggerKind = keyof typeof triggers;

/** The names, in the order of the table. */
export const triggerKinds: readonly TriggerKind[] = Object.keys(triggers) as TriggerKind[];

export function isTriggerKind(name: string): name is TriggerKind {
  return Object.hasOwn(triggers, name);
}

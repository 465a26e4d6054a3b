import { isKnownMimeType } from '../channel/file-types.js';
import { facts } from '../channel/telegram.js';
import { isDocumentedChannel } from './channels.js';
import { readTime } from './parse-time.js';
import { statusCodes } from './status-codes.js';

/** Whether a value is one that many webhooks have, so that it tells nothing about a person. */
type IsHarmless = (value: string) => boolean;

/** CM's page of events, and what the button of a suggestion does. */
const eventTypes = oneOf([
  ...['MessageDelete', 'StoryMention', 'OptInSubscribed', 'OptInExtended'],
  ...['HumanAgentRequested', 'ClientInstalled', 'ClientUpdated'],
]);
const actions = oneOf(['Reply', 'Dial', 'OpenUrl']);
const contactTypes = oneOf(['CELL', 'MOBILE', 'MAIN', 'IPHONE', 'HOME', 'WORK', 'OTHER']);
const descriptions = oneOf(statusCodes.map(({ name }) => name));
/** What CM's template of a report has where it was not filled in. */
const placeholders = oneOf(
  ['CREATED_S', 'GSM', 'REFERENCE', 'STATUS', 'STATUSDESCRIPTION', 'STANDARDERRORTEXT', 'OPERATOR'].map(
    (name) => `[${name}]`,
  ),
);
/** Nothing is documented for Telegram: its name, alone or with a word that says nothing about anybody. */
const telegram = new RegExp(`^(${facts.channelName.value}|telegram([ _-]?(messenger|bot|business|channel))?)$`, 'i');

const isCode: IsHarmless = (value) => /^\d{1,3}$/.test(value);
const isTime: IsHarmless = (value) => !Number.isNaN(readTime(value));
const isChannel: IsHarmless = (value) => telegram.test(value) || isDocumentedChannel(value);

/** A registered type, with no parameter but the usual ones: anything can stand in a parameter. */
export function isPlainMimeType(value: string): boolean {
  const [, type = ''] = /^([^;]+?)(?:; ?(?:charset=utf-8|codecs=opus))?$/i.exec(value) ?? [];
  return isKnownMimeType(type);
}

/** Places of a webhook whose value may stay, by the path of their keys in lower case; a place alone is no reason. */
const places: ReadonlyMap<string, IsHarmless> = new Map([
  ['/channel', isChannel],
  ['/time', isTime],
  ['/timeutc', isTime],
  ['/message/media/contenttype', isPlainMimeType],
  ['/message/custom/suggestions/action', actions],
  ...['addresses', 'phones', 'emails', 'urls'].map(
    (list) => [`/message/custom/contacts/${list}/type`, contactTypes] as const,
  ),
  ['/event/type', eventTypes],
  ['/messages/msg/received', isTime],
  ['/messages/msg/status/code', isCode],
  ['/messages/msg/status/errorcode', isCode],
  ['/messages/msg/status/errordescription', descriptions],
]);

/** Whether a value may be shown to anybody where it stands: both the place and the value are known. */
export function isHarmless(place: string, value: string): boolean {
  return value === '' || placeholders(value) || places.get(place)?.(value) === true;
}

/** A name that a program gave: one word without digits but a last one. What people are called by may stand in others. */
export function isPlainName(name: string): boolean {
  return /^[a-z_][a-z_-]{0,39}\d?$/i.test(name);
}

function oneOf(words: readonly string[]): IsHarmless {
  const known = new Set(words.map((word) => word.toLowerCase()));
  return (value) => known.has(value.toLowerCase());
}

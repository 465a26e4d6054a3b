import type { MessageState } from '../source.js';

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/**
 * `Today`, `Yesterday`, or the date; the year only when it is another one. English, as every word of the page; and to
 * load the dates of a locale takes the browser longer than to draw the chat.
 */
export function nameDay(at: number, now: number): string {
  const day = startOfDay(at);
  const today = startOfDay(now);
  if (day === today) return 'Today';
  if (day === startOfDay(today - 43_200_000)) return 'Yesterday';
  const date = new Date(at);
  const words = `${date.getDate()} ${months[date.getMonth()]}`;
  const isThisYear = date.getFullYear() === new Date(now).getFullYear();
  return isThisYear ? `${weekdays[date.getDay()]} ${words}` : `${words} ${date.getFullYear()}`;
}

/** Midnight before a time, in the zone of whoever looks. */
export function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** Hours and minutes. */
export function nameTime(at: number): string {
  const date = new Date(at);
  return `${pad(date.getHours())}:${pad(date.getMinutes())}`;
}

/** The time with seconds and milliseconds, for the panel. */
export function nameExactTime(at: number): string {
  const date = new Date(at);
  const day = `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  return `${day} ${nameTime(at)}:${pad(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

/** One word for a state. */
export const stateWords: Readonly<Record<MessageState, string>> = {
  delivered: 'delivered',
  waiting: 'waiting',
  undelivered: 'not delivered',
  refused: 'refused',
  received: 'received',
};

const PLAIN_START = /^[a-z0-9](?![^\x20-\x7e])/i;

/** Up to two letters for a round picture; whole characters, never half an emoji. */
export function pickInitials(name: string): string {
  const words = name.split(/[^\p{L}\p{N}\p{Emoji_Presentation}\u200d]+/u).filter((word) => word !== '');
  const first = words[0] ?? '';
  const last = words.length > 1 ? (words.at(-1) ?? '') : '';
  return (firstCharacter(first) + firstCharacter(last)).toUpperCase();
}

function firstCharacter(word: string): string {
  // Two plain letters never join to one character; to cut others takes the browser's tables of all scripts.
  if (word === '' || PLAIN_START.test(word)) return word.slice(0, 1);
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(word)) return segment;
  return '';
}

/** One of `count` colours, always the same one for the same name. */
export function pickColour(name: string, count: number): number {
  let hash = 0;
  for (let index = 0; index < name.length; index++) hash = (hash * 31 + name.charCodeAt(index)) | 0;
  return Math.abs(hash) % count;
}

/** Cheap tests come first: to compile the tables of a script takes milliseconds of the first look. */
const BEYOND_ASCII = /[^\x20-\x7e]/;
const BEYOND_ARMENIAN = /[\u0590-\uffff]/;

const EMOJI_ONLY =
  /^(?:(?:\p{Emoji_Presentation}|\p{Emoji}\ufe0f)[\p{Emoji_Modifier}\u200d\ufe0f\p{Emoji_Presentation}]*\s?){1,3}$/u;

/** One to three emoji and nothing else: Telegram draws them large. */
export function isEmojiOnly(text: string): boolean {
  return text.length <= 40 && BEYOND_ASCII.test(text) && EMOJI_ONLY.test(text);
}

const STRONG = /\p{L}/u;
const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/** Whether the last line of a text runs from right to left: its first letter decides, as in a browser. */
export function endsRightToLeft(text: string): boolean {
  if (!BEYOND_ARMENIAN.test(text)) return false;
  const line = text.slice(text.lastIndexOf('\n') + 1);
  return RIGHT_TO_LEFT.test(STRONG.exec(line)?.[0] ?? '');
}

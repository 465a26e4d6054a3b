import { facts } from '../core/channel/telegram.js';
import type { ParsedItem, ParsedMessage } from './parse-request.js';
import { buildRefusal, type Refusal } from './refusal.js';
import { countCodePoints, isBlankOnTelegram, keepAsTelegram } from './telegram-text.js';

/** Judges one message as the gateway would; undefined when it is fine. The first fault wins, in the order of the codes. */
export function checkMessage(message: ParsedMessage): Refusal | undefined {
  return checkFrom(message) ?? checkTo(message) ?? checkContent(message) ?? checkFields(message) ?? checkSize(message);
}

/** Judges one recipient of a message that is otherwise fine. */
export function checkRecipient(number: string, telegram: boolean): Refusal | undefined {
  if (!/^-?\d+$/.test(number)) return buildRefusal('number-not-numeric', { number });
  const id = Number(number);
  if (telegram && (id > facts.chatIdMax.value || id < facts.chatIdMin.value || id === 0)) {
    return buildRefusal('number-out-of-range', { number });
  }
  return undefined;
}

/** True when a message may travel over Telegram: by name, or because it names no channel. */
export function goesToTelegram(message: ParsedMessage): boolean {
  const channels = message.allowedChannels ?? [];
  return channels.length === 0 || channels.includes(facts.channelName.value);
}

function checkFrom({ from }: ParsedMessage): Refusal | undefined {
  if (from === undefined || from.trim() === '') return buildRefusal('from-invalid');
  const [min, max] = facts.botTokenIdDigits.value;
  const [, digits, secret] = /^(?:bot)?(\d+):([\w-]+)$/i.exec(from.trim()) ?? [];
  if (digits === undefined || secret === undefined) return undefined;
  const isToken = digits.length >= min && digits.length <= max && secret.length >= facts.botTokenSecret.value;
  return isToken ? buildRefusal('from-bot-token') : undefined;
}

function checkTo({ to }: ParsedMessage): Refusal | undefined {
  if (to === undefined || to.length === 0) return buildRefusal('to-invalid');
  const limit = facts.recipientsPerMessage.value;
  return to.length > limit ? buildRefusal('to-too-many', { count: to.length, limit }) : undefined;
}

function checkContent(message: ParsedMessage): Refusal | undefined {
  const items = message.richContent?.conversation ?? [];
  const telegram = goesToTelegram(message);
  if (items.length > 0) {
    for (const item of items) {
      const refusal = checkItem(item, telegram);
      if (refusal !== undefined) return refusal;
    }
    return undefined;
  }
  const content = message.body?.content ?? '';
  return content === '' ? buildRefusal('body-without-content') : telegram ? checkText(content) : undefined;
}

function checkItem(item: ParsedItem, telegram: boolean): Refusal | undefined {
  const text = item.text ?? '';
  if (!hasMedia(item) && text === '') return item.others.length > 0 ? undefined : buildRefusal('item-empty');
  if (!telegram) return undefined;
  // A caption of invisible characters is no caption; the media arrives all the same.
  if (hasMedia(item)) return text.isWellFormed() ? undefined : buildRefusal('text-ill-formed');
  return checkText(text);
}

function checkText(text: string): Refusal | undefined {
  if (!text.isWellFormed()) return buildRefusal('text-ill-formed');
  return isBlankOnTelegram(keepAsTelegram(text)) ? buildRefusal('text-empty') : undefined;
}

function checkFields(message: ParsedMessage): Refusal | undefined {
  for (const item of message.richContent?.conversation ?? []) {
    if (hasMedia(item) && !isWebAddress(item.media?.mediaUri)) return buildRefusal('media-uri-invalid');
  }
  const limit = facts.groupingLength.value;
  for (const grouping of [message.customGrouping, message.customGrouping2, message.customGrouping3]) {
    if (countCodePoints(grouping ?? '') > limit) return buildRefusal('grouping-invalid', { limit });
  }
  const { validity } = message;
  return validity === undefined || isValidity(validity) ? undefined : buildRefusal('validity-invalid');
}

function checkSize(message: ParsedMessage): Refusal | undefined {
  if (!goesToTelegram(message)) return undefined;
  const items = message.richContent?.conversation ?? [];
  const texts = items.length > 0 ? items : [{ text: message.body?.content ?? '', others: [] }];
  for (const item of texts) {
    const length = countCodePoints(keepAsTelegram(item.text ?? ''));
    const [fact, id] = hasMedia(item)
      ? ([facts.captionLength, 'caption-too-long'] as const)
      : ([facts.textLength, 'text-too-long'] as const);
    if (length > fact.value) return buildRefusal(id, { limit: fact.value });
  }
  return undefined;
}

/** CM sends an empty media object for "no media"; it is taken back as one. */
function hasMedia({ media }: ParsedItem): boolean {
  return media !== undefined && Object.values(media).some((value) => value !== '');
}

function isWebAddress(uri: string | undefined): boolean {
  return uri !== undefined && URL.canParse(uri) && /^https?:$/.test(new URL(uri).protocol);
}

/** `2h` and `30m`, or a date and time with an optional zone. Source: CM's .NET SDK. */
function isValidity(validity: string): boolean {
  if (/^\d+\s*[hm]$/i.test(validity.trim())) return true;
  return /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2})?(\.\d+)?\s*(Z|GMT|UTC|[+-]\d{1,2}(:?\d{2})?)?$/i.test(
    validity.trim(),
  );
}

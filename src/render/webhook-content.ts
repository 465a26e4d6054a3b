import { maskBotTokens } from '../core/channel/bot-token.js';
import type { InboundCustom, InboundLocation, InboundMedia, ParsedMessage } from '../core/inbound/parsed-webhook.js';

/** One labelled part of a webhook; the text is foreign and not yet made safe. */
export interface ContentPart {
  readonly label: string;
  readonly text: string;
}

/** Everything a message carries besides its text. */
export function listContent({ media, custom, command }: ParsedMessage): ContentPart[] {
  return [
    ...(command === undefined
      ? []
      : [{ label: 'command', text: [command.name, command.argument].filter((word) => word !== '').join(' with ') }]),
    ...(media === undefined ? [] : [{ label: nameMedia(media), text: describeMedia(media) }]),
    ...listCustom(custom),
  ];
}

function listCustom({ location, contacts, suggestions, username, otherKeys }: InboundCustom): ContentPart[] {
  return [
    ...(location === undefined ? [] : [{ label: 'location', text: describeLocation(location) }]),
    ...contacts.map(({ name, phones, emails }) => ({
      label: 'contact',
      text: [name || '(no name)', ...phones, ...emails].join(', '),
    })),
    ...suggestions.map(({ action, postbackData }) => ({ label: 'button', text: `${action || '?'}: ${postbackData}` })),
    ...(username === '' ? [] : [{ label: 'username', text: username }]),
    ...(otherKeys.length === 0 ? [] : [{ label: 'also', text: `custom.${otherKeys.join(', custom.')}` }]),
  ];
}

function describeLocation({ latitude, longitude, label, searchQuery }: InboundLocation): string {
  const place = `${latitude ?? '?'}, ${longitude ?? '?'}`;
  return [place, label, searchQuery].filter((part) => part !== '').join(' · ');
}

/** The family of the content type; what Telegram calls the file is not documented in CM's webhooks. */
function nameMedia({ contentType }: InboundMedia): string {
  const family = contentType.split('/', 1)[0]?.toLowerCase() ?? '';
  return ['image', 'video', 'audio'].includes(family) ? family : 'file';
}

function describeMedia({ uri, contentType, title }: InboundMedia): string {
  // A Telegram file address holds the bot's token; the finding says so.
  return [contentType, title === '' ? '' : `“${title}”`, maskBotTokens(uri)].filter((part) => part !== '').join(' ');
}

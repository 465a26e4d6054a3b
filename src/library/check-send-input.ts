import { facts } from '../core/channel/telegram.js';
import type { SendFields, SendMediaInput, SendTextInput } from './client-types.js';
import { complain, nameKind } from './complain.js';

const code = 'client-input';

/** What no message can be made of. What a message may not hold is said by the rules, in the result. */
export function checkTextInput(input: SendTextInput): void {
  checkFields(input);
  if (typeof input.text !== 'string') {
    complain(code, `\`text\` takes a text; it is ${nameKind(input.text)}.`, 'Turn it into one, as with String(value).');
  }
}

/** The same for media. */
export function checkMediaInput(input: SendMediaInput): void {
  checkFields(input);
  const media: unknown = input.media;
  if (!Array.isArray(media) || media.length === 0) {
    complain(code, `\`media\` takes a list of files; it is ${nameKind(media)}.`, ONE_FILE);
  }
  for (const [index, file] of media.entries()) {
    if (typeof file?.url !== 'string') complain(code, `\`media[${index}]\` needs a \`url\`.`, ONE_FILE);
    checkText(`media[${index}].name`, file.name);
    checkText(`media[${index}].mimeType`, file.mimeType);
  }
  checkText('caption', input.caption);
}

const ONE_FILE = "One file is [{ url: 'https://example.com/photo.jpg' }].";

function checkFields(input: SendFields): void {
  if (typeof input !== 'object' || input === null) {
    complain(code, `A message is described by an object; it is ${nameKind(input)}.`, "As in { to: '987654321', … }.");
  }
  checkChats(input.to);
  checkText('reference', input.reference);
  checkText('validity', input.validity);
  const grouping: unknown = input.grouping;
  const most = facts.groupingCount.value;
  const fits = Array.isArray(grouping) && grouping.length <= most && grouping.every((text) => typeof text === 'string');
  if (grouping !== undefined && !fits) complain(code, `\`grouping\` takes a list of at most ${most} texts.`);
}

function checkChats(to: unknown): void {
  const chats: readonly unknown[] = Array.isArray(to) ? to : [to];
  if (chats.length === 0) complain(code, 'Nobody is named in `to`: the list is empty.', CHAT_IDS);
  const wrong = chats.find((chat) => typeof chat !== 'string');
  if (wrong !== undefined || chats.includes(undefined)) {
    complain(code, `\`to\` takes a chat ID as text, or a list of them; it has ${nameKind(wrong)}.`, CHAT_IDS);
  }
}

const CHAT_IDS = "A chat ID arrives with the person's first message: to: '987654321'.";

function checkText(name: string, value: unknown): void {
  if (value !== undefined && typeof value !== 'string') {
    complain(code, `\`${name}\` takes a text; it is ${nameKind(value)}.`);
  }
}

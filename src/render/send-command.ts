/**
 * The command that answers a chat, ready to paste, with room for the text; undefined when the ID holds anything that a
 * shell or cmtg itself could take for something else. Whoever writes to the bot chooses no part of the command.
 */
export function renderSendCommand(chatId: string): string | undefined {
  if (!/^[\w+.:@-]{1,64}$/.test(chatId)) return undefined;
  // An option's value that begins with a dash (groups have negative IDs) must be tied to it.
  return `cmtg send --to${chatId.startsWith('-') ? '=' : ' '}${chatId} ""`;
}

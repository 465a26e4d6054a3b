import type { BotMessage, Chat, ConversationMessage, MessageFilter, UserMessage } from './conversation.js';

/** A message before it has its id. */
type Unnumbered<Message> = Omit<Message, 'id'>;

/** Everything that was said, and by whom. */
export interface ConversationMemory {
  chats(): readonly Chat[];
  messages(filter?: MessageFilter): readonly ConversationMessage[];
  chat(bot: string, chat: string): Chat | undefined;
  /** The bots that have a chat with this ID. */
  botsOf(chat: string): readonly string[];
  message(id: number): ConversationMessage | undefined;
  /** The latest message of the bot that arrived. */
  latestOfBot(bot: string, chat: string): BotMessage | undefined;
  addBotMessage(message: Unnumbered<BotMessage>): BotMessage;
  /** Opens the chat if this is the person's first message. */
  addUserMessage(message: Unnumbered<UserMessage>): UserMessage;
  reset(): void;
}

/** What a memory can be made from again. */
export interface KeptConversation {
  readonly chats: readonly Chat[];
  readonly messages: readonly ConversationMessage[];
}

/** Creates a memory, empty or with what was kept. It holds at most `keep` messages; the oldest give way. */
export function createConversationMemory(keep: number, kept?: KeptConversation): ConversationMemory {
  const chats = new Map((kept?.chats ?? []).map((chat) => [keyOf(chat.bot, chat.chat), chat]));
  let messages: ConversationMessage[] = [...(kept?.messages ?? [])];
  const latest = new Map<string, BotMessage>();
  for (const message of messages) noteLatest(message);
  let lastId = messages.at(-1)?.id ?? 0;

  function add(message: ConversationMessage, name: string, openedAt: number | null): void {
    messages.push(message);
    // Trimmed by halves, so that a long run does not move the whole list for every message.
    if (messages.length > 2 * keep) messages = messages.slice(-keep);
    noteLatest(message);
    const { bot, chat, at } = message;
    const known = chats.get(keyOf(bot, chat));
    chats.set(keyOf(bot, chat), {
      bot,
      chat,
      name: name === '' ? (known?.name ?? '') : name,
      openedAt: known?.openedAt ?? openedAt,
      lastAt: at,
      messages: (known?.messages ?? 0) + 1,
    });
  }

  function noteLatest(message: ConversationMessage): void {
    if (message.by === 'bot' && message.undelivered === undefined)
      latest.set(keyOf(message.bot, message.chat), message);
  }

  return {
    chats: () => [...chats.values()].sort((a, b) => b.lastAt - a.lastAt || compare(a.chat, b.chat)),
    messages: ({ bot, chat, after = 0 } = {}) =>
      messages
        .slice(-keep)
        .filter(
          (message) =>
            message.id > after &&
            (bot === undefined || message.bot === bot) &&
            (chat === undefined || message.chat === chat),
        ),
    chat: (bot, chat) => chats.get(keyOf(bot, chat)),
    botsOf: (id) => [...chats.values()].filter(({ chat }) => chat === id).map(({ bot }) => bot),
    message: (id) => messages.find((message) => message.id === id),
    latestOfBot: (bot, chat) => latest.get(keyOf(bot, chat)),
    addBotMessage(given) {
      const message = { ...given, id: ++lastId };
      add(message, '', null);
      return message;
    },
    addUserMessage(given) {
      const message = { ...given, id: ++lastId };
      add(message, message.name, message.at);
      return message;
    },
    reset() {
      chats.clear();
      messages = [];
      latest.clear();
      lastId = 0;
    },
  };
}

function keyOf(bot: string, chat: string): string {
  return JSON.stringify([bot, chat]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

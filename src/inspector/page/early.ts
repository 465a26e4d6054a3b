import { addressOf, addressOfRows, type EarlyAnswers, FIRST_ROWS, readChatOfAddress } from './addresses.js';

// Runs before the page's style and script are read: what they will show is asked for meanwhile.
const chat = readChatOfAddress();
const addresses = [addressOf('chats'), ...(chat === '' ? [] : [addressOfRows(chat, FIRST_ROWS)])];
const early: EarlyAnswers = new Map(addresses.map((address) => [address, fetch(address)]));
for (const answer of early.values()) answer.catch(() => {});
Object.assign(globalThis, { early });

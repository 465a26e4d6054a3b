import { facts } from './telegram.js';

const [minDigits, maxDigits] = facts.botTokenIdDigits.value;
const secret = facts.botTokenSecret.value;

/**
 * Wider than the well-known secret scanners, because a miss leaks a bot: an optional `bot` prefix (as in API
 * addresses), the bot's ID, a colon, and 30 or more URL-safe characters. Telegram's own samples have 34 of them.
 */
const source = `(^|[^A-Za-z0-9])((?:bot)?\\d{${minDigits},${maxDigits}}:[A-Za-z0-9_-]{${secret},})`;
const pattern = new RegExp(source, 'i');
const shortest = minDigits + 1 + secret;
/** The part that is found fast: most texts have no colon with so much behind it. */
const candidate = new RegExp(`:[A-Za-z0-9_-]{${secret}}`);
/** What is hidden is wider still: also what stands directly behind another letter. */
const everywhere = new RegExp(`\\d{${minDigits},}:[A-Za-z0-9_-]{${secret},}`, 'g');

/** Whether a text holds something that looks like the token of a Telegram bot. Never show such a text. */
export function hasBotToken(text: string): boolean {
  return text.length >= shortest && text.includes(':') && candidate.test(text) && pattern.test(text);
}

/** The text with every bot token in it replaced by as many asterisks, so that what stands behind keeps its place. */
export function maskBotTokens(text: string): string {
  if (!candidate.test(text)) return text;
  return text.replace(everywhere, (token) => '*'.repeat(token.length));
}

/** Every stretch of a text that looks like the token of a Telegram bot: what no output may show. */
export function findBotTokens(text: string): string[] {
  return text.includes(':')
    ? (text.match(new RegExp(pattern, 'g')) ?? []).map((found) => found.replace(/^[^\w]/, ''))
    : [];
}

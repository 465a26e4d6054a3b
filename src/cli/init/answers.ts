/** Where `cmtg init` keeps what it was told. */
export type Keep = 'user' | 'file' | 'project' | 'none';

/** Everything that `cmtg init` needs to know, from flags or from a person. */
export interface InitAnswers {
  readonly from: string;
  /** The token itself; undefined when there is none yet, or when `tokenFile` holds it. */
  readonly token: string | undefined;
  /** An existing file that holds the token and goes on holding it; absolute. */
  readonly tokenFile: string | undefined;
  readonly keep: Keep;
}

/** What is wrong with a bot ID, or undefined. It never repeats what was typed: that may be a token. */
export function checkBotId(text: string, parse: (text: string) => { readonly reason?: string }): string | undefined {
  const { reason } = parse(text);
  if (reason !== undefined) return `The bot ID ${reason}.`;
  if (text.trim().startsWith('@')) return 'That is a username; CM’s Channels app shows the bot ID.';
  if (/[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}/i.test(text))
    return 'That looks like a product token, not a bot ID.';
  return undefined;
}

/** Advice on a bot ID. CM does not document its form, so another form than digits is no mistake (assumed). */
export function adviseOnBotId(from: string): string | undefined {
  return /^\d+$/.test(from)
    ? undefined
    : 'The bot ID is not a number, as bot IDs of Telegram are: compare it with CM’s Channels app.';
}

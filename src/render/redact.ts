/** Removes known secrets from text on its way out, in every spelling they are likely to take. */
export interface Redactor {
  /** From now on the value is a secret. Very short values are not, or they would black out ordinary text. */
  add(secret: string | undefined): void;
  redact(text: string): string;
}

const shortest = 6;
const mask = '[redacted]';

/** A redactor that knows no secret yet. */
export function createRedactor(): Redactor {
  const spellings = new Set<string>();
  let pattern: RegExp | undefined;
  return {
    add(secret) {
      const value = secret?.trim() ?? '';
      if (value.length < shortest) return;
      for (const spelling of spellingsOf(value)) spellings.add(spelling);
      // Longest first, so that a spelling that contains another is taken whole.
      const sorted = [...spellings].sort((a, b) => b.length - a.length);
      pattern = new RegExp(sorted.map(escapePattern).join('|'), 'gi');
    },
    redact: (text) => (pattern === undefined ? text : text.replace(pattern, mask)),
  };
}

function spellingsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const escaped = JSON.stringify(secret).slice(1, -1);
  return [
    secret,
    escaped,
    JSON.stringify(escaped).slice(1, -1),
    encodeURIComponent(secret),
    bytes.toString('hex'),
    ...base64Spellings(bytes),
  ].filter((spelling) => spelling.length >= shortest);
}

/** Base64 of the secret inside a longer text starts at one of three positions; the characters at both ends then differ. */
function base64Spellings(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
    const start = Math.ceil((offset * 4) / 3);
    const usable = Math.floor((padded.length * 4) / 3);
    return [padded.toString('base64').slice(start, usable), padded.toString('base64url').slice(start, usable)];
  });
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}

/** What stands where a product token stood. */
export const REDACTED = '[redacted]';

const SECRET_HEADERS: readonly string[] = ['x-cm-producttoken', 'authorization', 'proxy-authorization', 'cookie'];

/** A token shorter than this (CM's have 36) is taken out only where it is the token: elsewhere that would mangle texts. */
const DISTINCT_LENGTH = 16;

/** Header names in lower case, values that carry secrets replaced. */
export function redactHeaders(
  headers: Readonly<Record<string, string>>,
  tokens: readonly string[],
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([key, value]) => {
      const name = key.toLowerCase();
      return [name, SECRET_HEADERS.includes(name) ? REDACTED : redactAnywhere(value, tokens)];
    }),
  );
}

/** A request body with the product token taken out, otherwise character for character as it came. */
export function redactBody(raw: string, tokens: readonly string[]): string {
  try {
    // The key may be spelt in any case. A quote inside a string is escaped, so this matches keys alone.
    const text = raw.replace(/("producttoken"\s*:\s*)"[^"\\]*(?:\\.[^"\\]*)*"/gi, `$1"${REDACTED}"`);
    return redactEscapedKeys(redactAnywhere(text, tokens));
  } catch {
    // Too deep or too long to be searched: better nothing than a token.
    return REDACTED;
  }
}

/** Any data with the tokens taken out of its texts, wherever a sender put them. */
export function redactData<T>(data: T, tokens: readonly string[]): T {
  if (typeof data === 'string') return redactAnywhere(data, tokens) as T;
  if (Array.isArray(data)) return data.map((inner) => redactData(inner, tokens)) as T;
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, inner]) => [key, redactData(inner, tokens)])) as T;
}

function redactAnywhere(text: string, tokens: readonly string[]): string {
  let rest = text;
  for (const token of tokens) {
    if (token.length >= DISTINCT_LENGTH) rest = rest.replaceAll(token, REDACTED);
  }
  return rest;
}

/** A key can be written with escapes, which the pattern does not see; only then is the body written anew. */
function redactEscapedKeys(text: string): string {
  if (!text.includes('\\u')) return text;
  let found = false;
  const clean = (key: string, value: unknown): unknown => {
    if (key.toLowerCase() !== 'producttoken' || value === REDACTED) return value;
    found = true;
    return REDACTED;
  };
  let root: unknown;
  try {
    root = JSON.parse(text, clean);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
  return found ? JSON.stringify(root) : text;
}

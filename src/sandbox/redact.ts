/** What stands where a product token stood. */
export const REDACTED = '[redacted]';

const SECRET_HEADERS: readonly string[] = ['x-cm-producttoken', 'authorization', 'proxy-authorization', 'cookie'];

/** A token shorter than this is replaced only where it is the token: everywhere it would mangle the text. */
const DISTINCT_LENGTH = 8;

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

function redactAnywhere(text: string, tokens: readonly string[]): string {
  return tokens
    .filter((token) => token.length >= DISTINCT_LENGTH)
    .reduce((rest, token) => rest.replaceAll(token, REDACTED), text);
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

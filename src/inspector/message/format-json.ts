const INDENT = '  ';
/** Deeper than any payload or webhook; beyond it the lines would only grow. */
const DEEPEST = 100;
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+|"/gs;
const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

/**
 * Lays JSON out over lines without parsing it: every token stays as it was written (a number of 20 digits, a key that
 * stands twice, an escape), only the white space between them changes. Undefined for a text that is no object and no
 * array, and when brackets or quotes do not match.
 */
export function formatJson(text: string): string | undefined {
  const tokens = /^\s*[{[]/.test(text) ? (text.match(TOKEN) ?? []) : [];
  if (!isBalanced(tokens)) return undefined;
  let depth = 0;
  let result = '';
  for (const [index, token] of tokens.entries()) {
    const isEmpty = CLOSING[tokens[index - 1] ?? ''] === token;
    if (isClosing(token)) depth--;
    if (isClosing(token) && !isEmpty) result += breakLine(depth);
    result += token;
    if (Object.hasOwn(CLOSING, token)) depth++;
    result += spaceAfter(token, tokens[index + 1], depth);
  }
  return result;
}

function isBalanced(tokens: readonly string[]): boolean {
  const open: (string | undefined)[] = [];
  for (const token of tokens) {
    if (Object.hasOwn(CLOSING, token)) open.push(CLOSING[token]);
    if (token === '"' || open.length > DEEPEST || (isClosing(token) && open.pop() !== token)) return false;
  }
  return open.length === 0 && tokens.length > 0;
}

function isClosing(token: string): boolean {
  return token === '}' || token === ']';
}

function spaceAfter(token: string, next: string | undefined, depth: number): string {
  if (token === ':') return ' ';
  const opens = Object.hasOwn(CLOSING, token) && CLOSING[token] !== next;
  return opens || token === ',' ? breakLine(depth) : '';
}

function breakLine(depth: number): string {
  return `\n${INDENT.repeat(depth)}`;
}

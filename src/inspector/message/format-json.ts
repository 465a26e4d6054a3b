const INDENT = '  ';
/** Deeper than any payload or webhook; beyond it the lines would only grow. */
const DEEPEST = 100;

/**
 * Lays JSON out over lines without parsing it: every token stays as it was written (a number of 20 digits, a key that
 * stands twice, an escape), only the white space between them changes. Undefined when brackets or quotes do not match.
 */
export function formatJson(text: string): string | undefined {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+|"/gs) ?? [];
  let depth = 0;
  let result = '';
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1];
    if (token === '"') return undefined;
    if (token === '{' || token === '[') {
      result += token;
      if (next === (token === '{' ? '}' : ']')) continue;
      depth++;
      if (depth > DEEPEST) return undefined;
      result += breakLine(depth);
    } else if (token === '}' || token === ']') {
      const previous = tokens[index - 1];
      if (previous !== (token === '}' ? '{' : '[')) result += breakLine(--depth);
      if (depth < 0) return undefined;
      result += token;
    } else if (token === ',') result += `,${breakLine(depth)}`;
    else if (token === ':') result += ': ';
    else result += token;
  }
  return depth === 0 && result !== '' ? result : undefined;
}

function breakLine(depth: number): string {
  return `\n${INDENT.repeat(Math.max(0, depth))}`;
}

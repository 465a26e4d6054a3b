/** What PowerShell takes for a single quote: a doubled one stands for itself. Source: about_Quoting_Rules. */
const quotes = "'‘’‚‛";
const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

export interface PwshSyntax {
  /** Texts in single quotes, decoded. */
  readonly strings: readonly string[];
  /** What its parser would refuse; there is no PowerShell here to ask. */
  readonly problems: readonly string[];
}

/**
 * Reads a script by the rules of PowerShell that a generator can break: quotes, brackets, and keys of a hash table, which may
 * not repeat in any case. Knows of double-quoted strings only that a backtick takes the sign behind it.
 */
export function checkPwsh(script: string): PwshSyntax {
  const strings: string[] = [];
  const problems: string[] = [];
  const open: { sign: string; at: number; keys: Set<string> | undefined }[] = [];
  let at = 0;
  /** The last thing that was read, when it can be a key. */
  let word: string | undefined;
  while (at < script.length) {
    const sign = script.charAt(at);
    if (quotes.includes(sign)) {
      const { text, end } = readSingle(script, at);
      if (end === undefined) return { strings, problems: [...problems, `the string at ${at} has no end`] };
      strings.push(text);
      word = text;
      at = end;
      continue;
    }
    if (sign === '"') {
      const end = /"(?:[^"`]|`[\s\S]|"")*"/y;
      end.lastIndex = at;
      const found = end.exec(script);
      if (found === null) return { strings, problems: [...problems, `the string at ${at} has no end`] };
      at += found[0].length;
      word = undefined;
      continue;
    }
    if (sign === '#') at = script.indexOf('\n', at) < 0 ? script.length : script.indexOf('\n', at);
    else if (closing[sign] !== undefined) {
      open.push({ sign, at, keys: sign === '{' && script[at - 1] === '@' ? new Set() : undefined });
      word = undefined;
    } else if (Object.values(closing).includes(sign)) {
      const last = open.pop();
      if (last === undefined || closing[last.sign] !== sign) problems.push(`${sign} at ${at} closes nothing`);
      word = undefined;
    } else if (sign === '=') {
      const keys = open.at(-1)?.keys;
      if (keys !== undefined && word !== undefined) {
        if (keys.has(word.toLowerCase())) problems.push(`the key ${word} stands twice in one hash table`);
        keys.add(word.toLowerCase());
      }
      word = undefined;
    } else if (/\w/.test(sign)) {
      const [name = ''] = /^\w+/.exec(script.slice(at, at + 200)) ?? [];
      word = name;
      at += name.length;
      continue;
    } else if (!/\s/.test(sign)) word = undefined;
    at++;
  }
  for (const { sign, at: place } of open) problems.push(`${sign} at ${place} is never closed`);
  return { strings, problems };
}

function readSingle(script: string, start: number): { text: string; end: number | undefined } {
  let text = '';
  for (let at = start + 1; at < script.length; at++) {
    const sign = script.charAt(at);
    if (!quotes.includes(sign)) text += sign;
    else if (at + 1 < script.length && quotes.includes(script.charAt(at + 1))) text += script.charAt(++at);
    else return { text, end: at + 1 };
  }
  return { text, end: undefined };
}

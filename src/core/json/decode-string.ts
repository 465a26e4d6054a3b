/** The text that a JSON string stands for, or undefined when it is malformed. Offsets include the quotes. */
export function decodeString(text: string, offset: number, end: number): string | undefined {
  const source = text.slice(offset, end);
  if (/^"[^"\\\u0000-\u001f]*"$/.test(source)) return source.slice(1, -1);
  try {
    const value: unknown = JSON.parse(source);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

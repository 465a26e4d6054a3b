/** One CSV line, RFC 4180: quotes only where they are needed, a quote inside doubled. */
export function toCsvLine(values: readonly (string | number | null | undefined)[], delimiter = ','): string {
  return `${values.map((value) => toField(value ?? '', delimiter)).join(delimiter)}\r\n`;
}

function toField(value: string | number, delimiter: string): string {
  const text = String(value);
  const plain = !text.includes(delimiter) && !/["\r\n]|^\s|\s$/.test(text);
  return plain ? text : `"${text.replaceAll('"', '""')}"`;
}

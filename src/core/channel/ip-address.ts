/** An IPv4 address as a number, from four decimal bytes. Leading zeros are refused: some programs read them as octal. */
export function parseIpv4(text: string): number | undefined {
  const match = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/.exec(text);
  if (match === null) return undefined;
  const bytes = match.slice(1).map(Number);
  if (bytes.some((byte) => byte > 255)) return undefined;
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}

/** An IPv6 address as eight groups of 16 bits. A zone (`%eth0`) is left out, a tail in IPv4 notation is read. */
export function parseIpv6(text: string): readonly number[] | undefined {
  let source = text.split('%', 1)[0] ?? '';
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(source);
  if (dotted !== null) {
    const ipv4 = parseIpv4(dotted[2] ?? '');
    if (ipv4 === undefined) return undefined;
    source = `${dotted[1]}${Math.floor(ipv4 / 65_536).toString(16)}:${(ipv4 % 65_536).toString(16)}`;
  }
  const halves = source.split('::');
  if (halves.length > 2) return undefined;
  const left = parseGroups(halves[0] ?? '');
  const right = parseGroups(halves[1] ?? '');
  if (left === undefined || right === undefined) return undefined;
  if (halves.length === 1) return left.length === 8 ? left : undefined;
  const missing = 8 - left.length - right.length;
  return missing < 1 ? undefined : [...left, ...Array.from({ length: missing }, () => 0), ...right];
}

function parseGroups(text: string): number[] | undefined {
  if (text === '') return [];
  const groups = text.split(':');
  return groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))
    ? groups.map((group) => Number.parseInt(group, 16))
    : undefined;
}

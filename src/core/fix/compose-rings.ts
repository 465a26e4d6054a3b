/**
 * Replaces every letter followed by U+030A by the one character that means both, where Unicode has one: å, Å, ů, Ů, ẘ, ẙ.
 * Takes and returns the source of a JSON string; an escape stays an escape, and everything else stays as it is.
 */
export function composeRings(source: string): string {
  const units = source.match(/\\u[0-9a-fA-F]{4}|\\.|[\s\S]/gu) ?? [];
  let result = '';
  for (let index = 0; index < units.length; index++) {
    const unit = units[index] ?? '';
    const composed = decode(units[index + 1] ?? '') === '\u030a' ? compose(unit) : undefined;
    result += composed ?? unit;
    if (composed !== undefined) index++;
  }
  return result;
}

function compose(unit: string): string | undefined {
  const composed = `${decode(unit)}\u030a`.normalize('NFC');
  if (composed.length !== 1) return undefined;
  return unit.length === 1 ? composed : `\\u${composed.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function decode(unit: string): string {
  return unit.startsWith('\\u') ? String.fromCharCode(Number.parseInt(unit.slice(2), 16)) : unit;
}

/** How many a second a rate such as `25/s`, `90/m` or `max` (infinitely many) allows; undefined for anything else. */
export function parseRate(text: string): number | undefined {
  if (text.trim() === 'max') return Number.POSITIVE_INFINITY;
  const match = /^(\d{1,9}(?:\.\d{1,3})?)\/(s|m|h)$/.exec(text.trim());
  if (match === null) return undefined;
  const perSecond = Number(match[1]) / ({ s: 1, m: 60, h: 3600 }[match[2] ?? 's'] ?? 1);
  return perSecond > 0 ? perSecond : undefined;
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const SHAPE = /^(\d{1,15}(?:\.\d{1,3})?)(ms|s|m|h|d)$/;

/**
 * Milliseconds of a duration such as `500ms`, `2s`, `1.5s`, `5m`, `12h` or `30d`; undefined for anything else.
 *
 * A number without a unit is refused on purpose: whether `20` means seconds or milliseconds is a guess.
 */
export function parseDuration(text: string): number | undefined {
  const match = SHAPE.exec(text.trim());
  const unit = UNITS[match?.[2] ?? ''];
  if (match === null || unit === undefined) {
    return undefined;
  }
  const milliseconds = Math.round(Number(match[1]) * unit);
  return Number.isSafeInteger(milliseconds) ? milliseconds : undefined;
}

/** A duration in the largest unit that holds it without a fraction: 90 000 becomes `90s`, 60 000 becomes `1m`. */
export function formatDuration(milliseconds: number): string {
  const whole = Math.round(milliseconds);
  for (const unit of ['d', 'h', 'm', 's'] as const) {
    const size = UNITS[unit] ?? 1;
    if (whole >= size && whole % size === 0) {
      return `${whole / size}${unit}`;
    }
  }
  return `${whole}ms`;
}

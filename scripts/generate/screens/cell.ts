/** Size of a character cell in pixels: 14 px of a typewriter font, whichever the reader has. */
export const cell = { width: 8.4, height: 20 } as const;

/** A length with no more digits than anybody sees. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** A label is one line, and not a long one. */
export function shortenLabel(text: string): string {
  const points = [...text.replace(/\s+/g, ' ')];
  return points.length > 60 ? `${points.slice(0, 59).join('')}…` : points.join('');
}

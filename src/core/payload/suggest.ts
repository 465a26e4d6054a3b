/**
 * The candidate that a misspelt word most likely stands for, or undefined when none is near: equal apart from case and
 * white space, else within a third of its length in edits (Damerau-Levenshtein, restricted).
 */
export function suggest(word: string, candidates: readonly string[]): string | undefined {
  const wanted = foldWord(word);
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, foldWord(candidate));
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  const allowed = Math.max(1, Math.floor(Math.max(wanted.length, best?.length ?? 0) / 3));
  return bestDistance <= allowed && bestDistance < wanted.length ? best : undefined;
}

/** A word without case, blanks, dashes and underscores; no more of it than a key can have. */
export function foldWord(word: string): string {
  return word
    .toLowerCase()
    .replace(/[\s_-]/g, '')
    .slice(0, 64);
}

/** How many slips lie between two words: a letter changed, missing, added, or two swapped. */
export function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let distance = Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        distance = Math.min(distance, (beforePrevious[j - 2] ?? 0) + 1);
      }
      current.push(distance);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length] ?? a.length;
}

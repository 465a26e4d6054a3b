const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';

/** Ids that are short enough to type: six random characters for the run, and the number of the webhook in it. */
export function createIdSource(randomBytes: (count: number) => Uint8Array): () => string {
  const run = Array.from(randomBytes(6), (byte) => alphabet[byte % alphabet.length]).join('');
  let count = 0;
  return () => {
    count += 1;
    return `${run}-${count}`;
  };
}

/** The time as ISO 8601. Under load many webhooks share a millisecond, and writing a date costs more than looking. */
export function createTimestamps(now: () => number): () => string {
  let last = Number.NaN;
  let text = '';
  return () => {
    const time = now();
    if (time !== last) {
      last = time;
      text = new Date(time).toISOString();
    }
    return text;
  };
}

/** A page that nobody looks at paints nothing. */
const LONGEST_WAIT_MS = 200;

/** When the next frame is on the screen: what is not in it must not delay it. */
export function nextPaint(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, LONGEST_WAIT_MS);
    // A frame is surely out when the one after it begins.
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
  });
}

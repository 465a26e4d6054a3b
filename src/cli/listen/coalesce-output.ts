import type { Output } from '../io.js';

/** More than this is written at once: about what a pipe holds. */
const largest = 64 * 1024;

/**
 * The same output with the texts of one turn written together: under load a system call for every webhook would cost
 * more than receiving it. What is held back goes out before the next turn waits for anything.
 */
export function coalesceOutput(output: Output): Output {
  let held: string[] = [];
  let size = 0;
  let isBehind = false;
  const flush = () => {
    if (held.length === 0) return;
    const text = held.length === 1 ? (held[0] ?? '') : held.join('');
    held = [];
    size = 0;
    isBehind = !output.write(text);
  };
  return {
    write(text) {
      if (held.push(text) === 1) setImmediate(flush);
      size += text.length;
      if (size >= largest) flush();
      return !isBehind;
    },
    async drained() {
      flush();
      await output.drained();
      isBehind = false;
    },
    get closed() {
      return output.closed;
    },
    isTTY: output.isTTY,
    get columns() {
      return output.columns;
    },
    ...(output.stream === undefined ? {} : { stream: output.stream }),
  };
}

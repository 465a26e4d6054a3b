import type { Redactor } from '../render/redact.js';
import type { Output } from './io.js';

/** The same output with every known secret removed: the one boundary that all text of cmtg passes. */
export function redactOutput(output: Output, redactor: Redactor): Output {
  return {
    write: (text) => output.write(redactor.redact(text)),
    drained: () => output.drained(),
    settle: async (signal) => (await output.settle?.(signal)) ?? true,
    get closed() {
      return output.closed;
    },
    get isTTY() {
      return output.isTTY;
    },
    get columns() {
      return output.columns;
    },
    get stream() {
      return output.stream;
    },
  };
}

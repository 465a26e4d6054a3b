import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes that this process holds after all garbage is gone, so that they depend neither on the version nor on the load. */
export function measureHeld(): number {
  // A new context has the function that the flag brings; the test's own was made without it.
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  collect();
  const { external, heapUsed } = process.memoryUsage();
  return external + heapUsed;
}

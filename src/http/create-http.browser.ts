import { CmtgError } from '../core/errors.js';
import type { HttpFunction } from '../core/wire/http.js';

/**
 * What bundlers for browsers take instead of the real network: `imports` in package.json says so. The library can
 * check, measure and split in a page; sending from there would show the product token to everybody.
 */
export function createHttp(): HttpFunction {
  throw new CmtgError('cmtg does not send from a browser.', {
    code: 'no-network',
    category: 'usage',
    hint: 'Send from a server: whoever opens the page could read the product token. `http` takes another way.',
  });
}

import { CmtgError } from '../core/errors.js';

/** Checks the address of a program under development. Targets come from the command line and from nowhere else. */
export function parseTarget(text: string, flag: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw invalid(`${flag} takes an http or https address, not “${text}”.`);
  }
  if (url.username !== '' || url.password !== '') {
    throw invalid(`${flag} takes no address with a user name or a password.`);
  }
  url.hash = '';
  return url.href;
}

function invalid(message: string): CmtgError {
  return new CmtgError(message, {
    code: 'target-invalid',
    category: 'usage',
    hint: 'For example http://localhost:3000/webhook',
  });
}

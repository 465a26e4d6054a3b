/** Why nothing secret may go to an address, whoever named it. */
export type EndpointProblem = 'no-address' | 'holds-password' | 'unencrypted';

/** What is wrong with an address as a place for the product token, as written: nothing is looked up. */
export function judgeEndpoint(endpoint: string): EndpointProblem | undefined {
  if (!URL.canParse(endpoint)) return 'no-address';
  const url = new URL(endpoint);
  if (url.username !== '' || url.password !== '') return 'holds-password';
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  return isSafe ? undefined : 'unencrypted';
}

/** `URL` has already turned 127.1, 0x7f000001 and the like into four decimal numbers. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

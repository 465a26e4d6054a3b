/** What `--sandbox` uses when nothing is set: neither means anything outside the sandbox. */
export const demo = {
  from: '1234567890',
  token: '00000000-0000-0000-0000-sandbox-only',
} as const;

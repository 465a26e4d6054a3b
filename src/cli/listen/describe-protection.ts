import type { WebhookServerOptions } from '../../webhook/server/create-server.js';

/** What keeps strangers from posting made-up webhooks, in one sentence. */
export interface Protection {
  readonly text: string;
  readonly isWarning: boolean;
}

/** Shorter parts can be tried out: 128 bits take 22 characters of base64. */
const unguessable = 22;

/** CM signs nothing, so only the address protects: who can reach it, and who can guess it. */
export function describeProtection({ host, secret }: WebhookServerOptions, hasJournal: boolean): Protection {
  const isLocal = isLoopback(host);
  if (secret !== undefined && secret.length < unguessable) {
    return {
      text: `The secret part has only ${secret.length} characters, so it can be guessed. --secret without a value makes a strong one.`,
      isWarning: true,
    };
  }
  if (secret !== undefined) {
    const kept = hasJournal ? '; the journal keeps it with each webhook' : '';
    return { text: `a secret part of the path: whoever knows it can post${kept}`, isWarning: false };
  }
  if (isLocal) {
    return {
      text: 'reachable from this machine only; behind a tunnel or proxy add --secret, because CM signs nothing',
      isWarning: false,
    };
  }
  return {
    text: `Nothing protects ${host}: CM signs nothing, so anybody who reaches it can post made-up messages. Add --secret.`,
    isWarning: true,
  };
}

function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d+){3}|::1|\[::1\])$/.test(host);
}

import type { PostWebhook } from '../sandbox/outbox.js';

/** A webhook in this process. What it throws counts as no answer. */
export type WebhookFunction = (request: Request) => Response | Promise<Response>;

/** Calls a webhook function, or the network for an address. */
export async function createPost(webhook: string | WebhookFunction | undefined): Promise<PostWebhook> {
  if (typeof webhook === 'function') {
    return async ({ url, headers, body }) => {
      try {
        const response = await webhook(
          new Request(url ?? 'http://webhook.localhost/', { method: 'POST', headers: { ...headers }, body }),
        );
        return { status: response.status, detail: (await response.text()).slice(0, 200) };
      } catch (error) {
        return { status: null, detail: error instanceof Error ? error.message : String(error) };
      }
    };
  }
  if (webhook === undefined) return async () => ({ status: null, detail: 'no webhook address is set' });
  const [{ createHttp }, { createPostWebhook }] = await Promise.all([
    import('../http/create-http.js'),
    import('../sandbox/post-webhook.js'),
  ]);
  return createPostWebhook(createHttp({ env: {} }));
}

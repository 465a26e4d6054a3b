import type { ConversationSandbox } from '../../sandbox/conversation.js';
import type { CommandContext } from '../context.js';

export interface StartedInspector {
  /** What to open in a browser; it holds the secret of this run. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the inspector page for a sandbox, on this machine only. */
export async function startInspector(
  sandbox: ConversationSandbox,
  port: number,
  { io }: CommandContext,
): Promise<StartedInspector> {
  const [{ loadPage }, { serveInspector }, { createSandboxSource }] = await Promise.all([
    import('../../inspector/load-page.js'),
    import('../../inspector/server/serve-inspector.js'),
    import('./inspector-source.js'),
  ]);
  return serveInspector(createSandboxSource(sandbox), {
    port,
    page: await loadPage(),
    token: Buffer.from(io.randomBytes(16)).toString('base64url'),
  });
}

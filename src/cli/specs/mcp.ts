import type { CommandSpec } from '../command-spec.js';

/** `cmtg mcp`. */
export const mcpSpec: CommandSpec = {
  name: 'mcp',
  summary: 'serve tools for agents over stdin and stdout (MCP)',
  description:
    'Serves the Model Context Protocol over stdin and stdout: check payloads, explain rules, build and dry-run messages, talk to a sandbox, read received webhooks. Real sending is refused unless allowed with --allow-send, and then limited to the chats of --to.',
  options: [
    { flags: '--allow-send', description: 'let the agent send through CM, to the chats of --to and no others' },
    {
      flags: '--to <ids>',
      description: 'with --allow-send: chat IDs that may be written to; repeat it or use commas',
      repeatable: true,
      completes: 'none',
    },
    {
      flags: '--sandbox-url <url>',
      description: 'use a running `cmtg sandbox`',
      defaultText: 'one inside this process',
      completes: 'none',
    },
    {
      flags: '--webhook <url>',
      description: 'where the sandbox inside this process sends webhooks',
      completes: 'none',
    },
    {
      flags: '--journal <file>',
      description: 'journal of received webhooks',
      defaultText: 'all in the state directory',
      completes: 'file',
    },
    { flags: '--endpoint <url>', description: 'with --allow-send: address of the gateway', completes: 'none' },
    {
      flags: '--product-token-file <file>',
      description: 'with --allow-send: file that holds the product token',
      completes: 'file',
    },
  ],
  examples: [
    { command: 'cmtg mcp', note: 'For the configuration of an agent: command "cmtg", arguments ["mcp"].' },
    { command: 'cmtg mcp --sandbox-url http://127.0.0.1:8787', note: 'Share a running sandbox with its inspector.' },
    { command: 'cmtg mcp --allow-send --to 987654321', note: 'The agent may write to this one chat.' },
  ],
  load: async () => (await import('../commands/mcp.js')).runMcp,
};

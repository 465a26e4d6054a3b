import { countSeverities } from '../../core/diagnostics/build-diagnostics.js';
import { CmtgError } from '../../core/errors.js';
import { suggest } from '../../core/payload/suggest.js';
import { isRuleId, ruleIds } from '../../core/rules/catalogue.js';
import { toJsonDiagnostic } from '../../render/diagnostics.js';
import { loadPlainConfig } from '../config/load.js';
import type { CommandContext } from '../context.js';
import { messageInput, planMessage } from './plan-message.js';
import { defineTool, type McpTool, z } from './tool.js';

/** Tools that only think: check, explain, build, and show what would be sent. */
export function createPayloadTools(context: CommandContext): readonly McpTool[] {
  return [
    defineTool({
      name: 'validate_payload',
      title: 'Check a payload',
      description:
        'Checks the JSON of a CM Business Messaging request, or of a webhook, against every documented limit of the Telegram channel. Returns each problem with its place and its cure. Sends nothing.',
      input: {
        payload: z.string().describe('The JSON text, as it would be posted.'),
        kind: z.enum(['auto', 'payload', 'webhook']).optional().describe('What it is; default: found out.'),
      },
      readOnly: true,
      openWorld: false,
      async run({ payload, kind = 'auto' }) {
        const [{ checkPayload }, config] = await Promise.all([
          import('../../core/check-payload.js'),
          loadPlainConfig(context),
        ]);
        const report = checkPayload(payload, { kind, overrides: config.settings.rules });
        const { error, warning, info } = countSeverities(report.diagnostics);
        return {
          kind: report.kind,
          errors: error,
          warnings: warning,
          infos: info,
          diagnostics: report.diagnostics.map(toJsonDiagnostic),
        };
      },
    }),
    defineTool({
      name: 'explain_rule',
      title: 'Explain a rule',
      description:
        'Says why a rule exists, who documents it, and shows a bad and a good example. Without an id: all ids.',
      input: { id: z.string().optional().describe('Such as text/too-long.') },
      readOnly: true,
      openWorld: false,
      async run({ id }) {
        if (id === undefined) return { rules: ruleIds };
        if (!isRuleId(id)) throw unknownRule(id);
        return (await import('../../core/rules/explain-rule.js')).explainRule(id);
      },
    }),
    defineTool({
      name: 'build_message',
      title: 'Build a message',
      description:
        'Builds the payload for a text or for media, as CM’s Telegram page shows it, and checks it. Sends nothing.',
      input: messageInput,
      readOnly: true,
      openWorld: false,
      async run(input) {
        const { messages, diagnostics } = planMessage(input, await loadPlainConfig(context), context);
        return { payload: { messages: { msg: messages } }, diagnostics: diagnostics.map(toJsonDiagnostic) };
      },
    }),
    defineTool({
      name: 'dry_run',
      title: 'Show what would be sent',
      description:
        'Plans a send completely and shows the HTTP requests (without the product token) that `send_message` would make. Sends nothing.',
      input: messageInput,
      readOnly: true,
      openWorld: false,
      async run(input) {
        const config = await loadPlainConfig(context);
        const { plan, diagnostics, isForbidden } = planMessage(input, config, context);
        const { buildRequests } = await import('../send/show-requests.js');
        const requests = isForbidden ? [] : buildRequests({ plan, config }, context);
        return {
          outcome: isForbidden ? 'invalid' : 'dry-run',
          requests: requests.map(({ method, url, headers, body }) => ({
            method,
            url,
            headers,
            body: JSON.parse(String(body)),
          })),
          diagnostics: diagnostics.map(toJsonDiagnostic),
        };
      },
    }),
  ];
}

function unknownRule(id: string): CmtgError {
  const near = suggest(id, ruleIds);
  return new CmtgError(`There is no rule “${id.slice(0, 60)}”.`, {
    code: 'usage-rule',
    category: 'usage',
    hint: near === undefined ? 'Call explain_rule without an id for the list.' : `Did you mean ${near}?`,
  });
}

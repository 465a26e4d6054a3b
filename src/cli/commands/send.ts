import { facts } from '../../core/channel/telegram.js';
import { buildDiagnostics } from '../../core/diagnostics/build-diagnostics.js';
import { planText } from '../../core/payload/plan-send.js';
import { splitText } from '../../core/text/split.js';
import type { CommandRun } from '../command-spec.js';
import { readFlag, readString, usageError } from '../option-values.js';
import { checkMessages } from '../send/check-messages.js';
import { deliver } from '../send/deliver.js';
import { createFlagOrigins } from '../send/flag-origins.js';
import { loadSendConfig } from '../send/load-send-config.js';
import { readAddressing } from '../send/read-addressing.js';
import { readMessageText } from '../send/read-message-text.js';
import { refuseBulkFlags } from '../send/refuse-bulk-flags.js';

/** `cmtg send`: a text to one or more chats, or a payload as it stands. */
export const runSend: CommandRun = async ({ args, options }, context) => {
  if (readString(options, 'recipients') !== undefined) {
    const { sendBulk } = await import('../bulk/send-bulk.js');
    return sendBulk('send', { args, options }, context);
  }
  refuseBulkFlags(options);

  const payloadFile = readString(options, 'payload');
  if (payloadFile !== undefined) {
    // Loaded here: the parser with positions is needed for a foreign payload only.
    const { sendPayloadFile } = await import('../send/send-payload-file.js');
    return sendPayloadFile(payloadFile, { args, options }, context);
  }

  const config = await loadSendConfig(options, context);
  const fields = readAddressing(options, config, context);
  const { text, source } = await readMessageText({ args, options }, context);
  const limit = facts.textLength.value;
  const parts = readFlag(options, 'split') ? splitText(text, limit).parts : [text];
  if (parts.length > 1) context.note(`The text goes out as ${parts.length} messages, at least a second apart.`);
  // A text without a single visible character splits into nothing; the check says so.
  const planned = planText({
    ...fields,
    parts: parts.length === 0 ? [text] : parts,
    rich: config.settings.textIn === 'rich',
  });
  const diagnostics = buildDiagnostics(
    checkMessages(planned.messages),
    createFlagOrigins({ text: source }, config),
    config.settings.rules,
  );
  if (readFlag(options, 'dryRun') && readFlag(options, 'asCurl'))
    throw usageError('--dry-run and --as-curl exclude each other.');
  return deliver({ command: 'send', plan: planned.plan, diagnostics, config, options }, context);
};

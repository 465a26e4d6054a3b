import type { ParsedWebhook } from '../core/inbound/parsed-webhook.js';
import { unknownReasons } from '../core/inbound/unknown-reasons.js';
import { renderSafeText } from './safe-text.js';
import type { Style } from './style.js';
import { listContent } from './webhook-content.js';
import { renderKind } from './webhook-pretty.js';
import { type ReadWebhook, type RenderTime, renderSize, renderTime } from './webhook-view.js';

/** A webhook in one line: time, id, kind, chat, what it says, size. */
export function renderCompactWebhook(
  { webhook, parsed }: ReadWebhook,
  style: Style,
  showTime: RenderTime = renderTime,
): string {
  const parts = [
    style.dim(showTime(webhook.receivedAt)),
    webhook.id,
    renderKind(parsed, style),
    renderSafeText(describeParty(parsed), { maxLength: 80 }),
    renderSafeText(summarizeWebhook(parsed), { maxLength: 120 }),
    style.dim(renderSize(webhook.bytes.byteLength)),
    webhook.duplicateOf === undefined ? '' : style.yellow(`same as ${webhook.duplicateOf}`),
    parsed.findings.some(({ severity }) => severity !== 'info') ? style.yellow('!') : '',
  ];
  return `${parts.filter((part) => part !== '').join(' ')}\n`;
}

/** What a webhook says, in foreign words: not yet safe for a terminal. */
export function summarizeWebhook(parsed: ParsedWebhook): string {
  switch (parsed.kind) {
    case 'message': {
      const content = listContent(parsed).map(({ label, text }) => `[${label} ${text}]`);
      return [...(parsed.text === '' ? [] : [parsed.text]), ...content].join(' ') || '(empty)';
    }
    case 'event':
      return parsed.event.type || '(no type)';
    case 'status':
      return [parsed.codeText, parsed.errorDescription].filter((part) => part !== '').join(' ');
    case 'unknown':
      return unknownReasons[parsed.reason];
  }
}

function describeParty(parsed: ParsedWebhook): string {
  if (parsed.kind === 'unknown') return '';
  const { number, name } = parsed.kind === 'status' ? parsed.to : parsed.from;
  return name === '' ? number : `${number} (${name})`;
}

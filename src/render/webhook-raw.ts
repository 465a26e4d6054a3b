import { renderSafeText } from './safe-text.js';
import type { Style } from './style.js';
import { type RenderTime, renderTime, type WebhookView } from './webhook-view.js';

/** The request as it came: request line, headers, body. Bytes that are not UTF-8 show as `\xNN`. */
export function renderRawWebhook(webhook: WebhookView, style: Style, showTime: RenderTime = renderTime): string {
  const { method, path, headers, raw, bytes } = webhook;
  const body = raw === undefined ? renderBytes(bytes) : renderSafeText(raw, { multiline: true });
  const lines = [
    `${style.dim(showTime(webhook.receivedAt))}  ${style.dim(webhook.id)}`,
    style.bold(renderSafeText(`${method} ${path}`)),
    ...headers.map(([name, value]) => `${style.dim(`${renderSafeText(name)}:`)} ${renderSafeText(value)}`),
    '',
    body,
    '',
  ];
  return `${lines.join('\n')}\n`;
}

function renderBytes(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) {
    text += byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16)}`;
  }
  return renderSafeText(text, { multiline: true });
}

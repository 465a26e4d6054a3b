import type { InboundFinding } from '../core/inbound/findings.js';
import type { ParsedMessage, ParsedStatus, ParsedWebhook } from '../core/inbound/parsed-webhook.js';
import { findStatusCode } from '../core/inbound/status-codes.js';
import { ruleInfo } from '../core/rules/catalogue.js';
import { renderSeverity } from './diagnostics.js';
import { isolateRightToLeft, renderSafeText } from './safe-text.js';
import { renderSendCommand } from './send-command.js';
import type { Style } from './style.js';
import { wrapText } from './text-width.js';
import { listContent } from './webhook-content.js';
import { type ReadWebhook, type RenderTime, renderSize, renderTime } from './webhook-view.js';

export interface WebhookRenderOptions {
  readonly style: Style;
  /** Columns of the terminal. */
  readonly width: number;
  /** Default: the time of day. */
  readonly showTime?: RenderTime;
}

/** Longest text that is shown; two of Telegram's longest fit. `--raw` and `--json` show all. */
const LONGEST_TEXT = 8192;

/** A webhook for a person: a head line, what it carries, and for a message the command that answers it. */
export function renderWebhook({ webhook, parsed }: ReadWebhook, options: WebhookRenderOptions): string {
  const { style, showTime = renderTime } = options;
  const head = [
    style.dim(showTime(webhook.receivedAt)),
    renderKind(parsed, style),
    renderParty(parsed, style),
    style.dim(webhook.id),
    style.dim(renderSize(webhook.bytes.byteLength)),
    webhook.duplicateOf === undefined ? '' : style.yellow(`same body as ${webhook.duplicateOf}`),
  ];
  const lines = [
    head.filter((part) => part !== '').join('  '),
    ...renderContent(parsed, options),
    ...parsed.findings.map((finding) => `  ${renderFinding(finding, style)}`),
    ...renderAnswer(parsed, style),
  ];
  return `${lines.join('\n')}\n`;
}

/** The word of a kind in its colour. */
export function renderKind(parsed: ParsedWebhook, { bold, green, cyan, magenta, yellow }: Style): string {
  const color = { message: green, event: cyan, status: magenta, unknown: yellow }[parsed.kind];
  return bold(color(parsed.kind));
}

function renderParty(parsed: ParsedWebhook, style: Style): string {
  if (parsed.kind === 'unknown') return '';
  if (parsed.kind === 'status') return `to ${style.bold(field(parsed.to.number, 64))}`;
  const { number, name } = parsed.from;
  return [
    `from ${style.bold(number === '' ? '(nobody)' : field(number, 64))}`,
    name === '' ? '' : `(${field(name, 64)})`,
    parsed.to.number === '' ? '' : style.dim(`to ${field(parsed.to.number, 64)}`),
    parsed.channel === '' ? '' : style.dim(`· ${field(parsed.channel, 40)}`),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function renderContent(parsed: ParsedWebhook, options: WebhookRenderOptions): string[] {
  switch (parsed.kind) {
    case 'message':
      return renderMessage(parsed, options);
    case 'event':
      return [
        labelled(
          'event',
          [parsed.event.type || '(no type)', parsed.event.reference].filter(Boolean).join(' '),
          options,
        ),
        ...renderContext(parsed, options),
      ];
    case 'status':
      return renderStatus(parsed, options);
    case 'unknown':
      return [];
  }
}

function renderMessage(parsed: ParsedMessage, options: WebhookRenderOptions): string[] {
  return [
    ...renderText(parsed.text, options),
    ...listContent(parsed).map(({ label, text }) => labelled(label, text, options)),
    ...renderContext(parsed, options),
  ];
}

/** Lines are broken before right-to-left text is isolated: a broken pair would leave the second line open. */
function renderText(text: string, { style, width }: WebhookRenderOptions): string[] {
  if (text === '') return [];
  const safe = renderSafeText(text, { multiline: true, isolate: false, maxLength: LONGEST_TEXT });
  const bar = style.dim(style.unicode ? '│' : '|');
  return wrapText(safe, Math.max(16, width - 4)).map((line) => `  ${bar} ${isolateRightToLeft(line)}`);
}

function renderContext(
  { context, reference, sentAt }: Pick<ParsedMessage, 'context' | 'reference' | 'sentAt'>,
  options: WebhookRenderOptions,
): string[] {
  return [
    ...(context === '' ? [] : [labelled('reply to', context, options)]),
    ...(reference === '' ? [] : [labelled('reference', reference, options)]),
    ...(sentAt === '' ? [] : [labelled('sent', sentAt, options)]),
  ];
}

function renderStatus(parsed: ParsedStatus, options: WebhookRenderOptions): string[] {
  const row = findStatusCode(parsed.code);
  const meaning =
    row === undefined ? 'a code nobody documents' : `${row.meaning}${row.by.includes('cm') ? '' : ', assumed'}`;
  return [
    labelled('status', `${parsed.codeText || '(no code)'} (${meaning})`, options),
    ...describeError(parsed).map((text) => labelled(parsed.errorCode === '' ? 'text' : 'error', text, options)),
    ...(parsed.operator === '' ? [] : [labelled('operator', parsed.operator, options)]),
    ...renderContext({ context: '', ...parsed }, options),
  ];
}

function describeError({ errorCode, errorDescription }: ParsedStatus): string[] {
  const text = [errorCode, errorDescription].filter((part) => part !== '').join(': ');
  return text === '' ? [] : [text];
}

/** Where it is stands in the path, what to do about it in the catalogue; advice keeps to one sentence. */
function renderFinding({ severity, message, ruleId, path }: InboundFinding, style: Style): string {
  const words = severity === 'info' ? message : `${message} ${ruleInfo(ruleId).help}`;
  const place = path === '' ? '' : `${path} `;
  return `${renderSeverity(severity, style)} ${renderSafeText(words)} ${style.dim(`${place}[${ruleId}]`)}`;
}

function renderAnswer(parsed: ParsedWebhook, style: Style): string[] {
  if (parsed.kind !== 'message' || parsed.from.number === '') return [];
  const command = renderSendCommand(parsed.from.number);
  return [
    command === undefined
      ? style.dim('  (this chat ID cannot stand in a command line as it is)')
      : `  ${style.cyan(command)}`,
  ];
}

function labelled(label: string, text: string, { style }: WebhookRenderOptions): string {
  return `  ${style.dim(label.padEnd(9))} ${field(text, 500)}`;
}

function field(text: string, maxLength: number): string {
  return renderSafeText(text, { maxLength });
}

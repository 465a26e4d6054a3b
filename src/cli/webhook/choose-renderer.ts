import { renderCompactWebhook } from '../../render/webhook-compact.js';
import { renderJsonWebhook } from '../../render/webhook-json.js';
import { renderWebhook } from '../../render/webhook-pretty.js';
import { renderRawWebhook } from '../../render/webhook-raw.js';
import { type ReadWebhook, type RenderTime, renderTime } from '../../render/webhook-view.js';
import type { CommandInput } from '../command-spec.js';
import type { CommandContext } from '../context.js';
import { readFlag } from '../option-values.js';

/** Flags that choose how webhooks look, of which one can be obeyed. */
export const viewFlags = [['--json', '--raw', '--compact']] as const;

/** How webhooks look: `--json`, `--raw`, `--compact`, else pretty. `showTime` says how their time does. */
export function chooseRenderer(
  options: CommandInput['options'],
  { global, stdout, outStyle }: CommandContext,
  showTime: RenderTime = renderTime,
): (read: ReadWebhook) => string {
  if (global.json) return renderJsonWebhook;
  if (readFlag(options, 'raw')) return ({ webhook }) => renderRawWebhook(webhook, outStyle, showTime);
  if (readFlag(options, 'compact')) return (read) => renderCompactWebhook(read, outStyle, showTime);
  // The width is asked for every time: terminals are resized.
  return (read) => renderWebhook(read, { style: outStyle, width: stdout.columns ?? 80, showTime });
}

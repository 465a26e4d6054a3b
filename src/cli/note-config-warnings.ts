import type { ResolvedConfig } from '../config/settings.js';
import { renderSafeText } from '../render/safe-text.js';
import type { CommandContext } from './context.js';

/** Says on stderr what is probably a mistake in the configuration. */
export function noteConfigWarnings(config: ResolvedConfig, context: CommandContext): void {
  for (const { message } of config.warnings) {
    context.note(`${context.errStyle.yellow('warning:')} ${renderSafeText(message)}`);
  }
}

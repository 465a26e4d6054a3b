import { triggerKinds, triggers } from '../../core/inbound/synthetic/trigger-kinds.js';
import { renderSafeJson } from '../../render/safe-text.js';

/** `trigger --list --json`. */
export function listTriggersAsJson(): string {
  const kinds = triggerKinds.map((kind) => ({ kind, ...triggers[kind] }));
  return `${renderSafeJson({ version: 1, command: 'trigger', kinds })}\n`;
}

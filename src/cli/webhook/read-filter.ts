import { parseFilters, type WebhookFilter } from '../../core/inbound/filter.js';
import { renderSafeText } from '../../render/safe-text.js';
import { createBoundedTest } from '../../webhook/bounded-test.js';
import type { CommandInput } from '../command-spec.js';
import type { CommandContext } from '../context.js';
import { readStrings } from '../option-values.js';

/** A regular expression that needs longer than this on one text was made for eternity, or the text was. */
const PATTERN_MS = 100;

/** `--filter`: which webhooks pass. Says once when a regular expression takes too long. */
export function readFilter(options: CommandInput['options'], context: CommandContext): WebhookFilter {
  const filters = readStrings(options, 'filter') ?? [];
  if (filters.length === 0) return () => true;
  let said = false;
  const test = createBoundedTest(PATTERN_MS, (pattern) => {
    if (said) return;
    said = true;
    const shown = renderSafeText(String(pattern), { maxLength: 80 });
    context.note(
      `${context.errStyle.yellow('warning:')} ${shown} took longer than ${PATTERN_MS} ms on a text and counts as no match; write it simpler`,
    );
  });
  return parseFilters(filters, test);
}

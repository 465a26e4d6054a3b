import { countSeverities } from '../../core/diagnostics/build-diagnostics.js';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.js';
import { renderFlagDiagnostics } from '../../render/diagnostics.js';
import type { CommandContext } from '../context.js';
import type { Delivery } from './delivery.js';
import { writeSendDocument } from './send-document.js';

/** Findings on stderr; `--quiet` leaves the errors, `--json` has them in its document. */
export function reportFindings(diagnostics: readonly Diagnostic[], context: CommandContext): void {
  if (context.global.json) return;
  const shown = context.global.quiet ? diagnostics.filter(({ severity }) => severity === 'error') : diagnostics;
  const worstFirst = (['error', 'warning', 'info'] as const).flatMap((level) =>
    shown.filter(({ severity }) => severity === level),
  );
  if (shown.length > 0) context.stderr.write(renderFlagDiagnostics(worstFirst, context.errStyle));
}

/** Says that nothing was sent because of the findings. */
export function reportInvalid(delivery: Delivery, context: CommandContext): void {
  const { diagnostics, plan, config, command } = delivery;
  const { error, warning } = countSeverities(diagnostics);
  if (context.global.json) {
    const messages = plan.steps.flat().map(({ to, reference, part }) => ({
      to,
      reference: reference ?? null,
      state: 'not-sent' as const,
      errorCode: null,
      details: null,
      smsParts: null,
      ...(part === undefined ? {} : { part }),
    }));
    writeSendDocument(
      { command, outcome: 'invalid', endpoint: config.settings.endpoint, messages, diagnostics },
      context,
    );
    return;
  }
  const what =
    error > 0 ? `${error} error${error === 1 ? '' : 's'}` : `${warning} warning${warning === 1 ? '' : 's'} (--strict)`;
  context.note(`${context.errStyle.bold('Nothing was sent')}: ${what}.`);
}

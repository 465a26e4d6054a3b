import type { ResolvedConfig } from '../../config/settings.js';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.js';
import type { SendPlan } from '../../core/wire/plan.js';
import type { CommandInput } from '../command-spec.js';

/** A checked plan with what is needed to carry it out. */
export interface Delivery {
  readonly command: 'send' | 'send-media';
  readonly plan: SendPlan;
  readonly diagnostics: readonly Diagnostic[];
  readonly config: ResolvedConfig;
  readonly options: CommandInput['options'];
}

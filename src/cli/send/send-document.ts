import type { Diagnostic } from '../../core/diagnostics/diagnostic.js';
import type { RecipientResult } from '../../core/wire/outcome.js';
import { toJsonDiagnostic } from '../../render/diagnostics.js';
import { renderSafeJson } from '../../render/safe-text.js';
import type { CommandContext } from '../context.js';

/** What `send --json` and `send-media --json` write; schema/send.schema.json describes it. */
export interface SendDocument {
  readonly command: 'send' | 'send-media';
  readonly outcome: 'accepted' | 'rejected' | 'partial' | 'not-sent' | 'unknown' | 'invalid' | 'dry-run';
  readonly endpoint: string;
  readonly sandbox?: boolean;
  readonly requests?: readonly {
    method: string;
    url: string;
    headers: Readonly<Record<string, string>>;
    body: unknown;
  }[];
  readonly messages: readonly (Omit<RecipientResult, 'state'> & {
    readonly state: RecipientResult['state'] | 'planned';
  })[];
  readonly diagnostics: readonly Diagnostic[];
  readonly error?: { readonly code: string; readonly message: string; readonly hint: string | null };
}

/** Writes the one document of a sending command to stdout. */
export function writeSendDocument(document: SendDocument, context: CommandContext): void {
  const { diagnostics, messages, ...rest } = document;
  const value = {
    version: 1,
    ...rest,
    messages: messages.map(({ to, reference, state, part, errorCode, details, smsParts, reason }) => ({
      to,
      reference,
      state,
      ...(part === undefined ? {} : { part }),
      ...(reason === undefined ? {} : { reason }),
      errorCode,
      details,
      smsParts,
    })),
    diagnostics: diagnostics.map(toJsonDiagnostic),
  };
  context.stdout.write(`${renderSafeJson(value)}\n`);
}

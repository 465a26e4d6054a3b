import type { ResolvedConfig } from '../../config/settings.js';
import { facts } from '../../core/channel/telegram.js';
import { buildDiagnostics, forbidSending } from '../../core/diagnostics/build-diagnostics.js';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.js';
import { CmtgError } from '../../core/errors.js';
import { type Planned, planMedia, planText } from '../../core/payload/plan-send.js';
import { splitText } from '../../core/text/split.js';
import type { CommandContext } from '../context.js';
import { checkMessages } from '../send/check-messages.js';
import { strictInput, z } from './tool.js';

/** What an agent says about a message. */
export const messageInput = {
  to: z.array(z.string().min(1)).min(1).max(100).describe('Chat IDs. A chat exists once the person wrote to the bot.'),
  text: z.string().optional().describe('The text; or media instead.'),
  media: z
    .array(strictInput({ url: z.string(), name: z.string().optional(), mimeType: z.string().optional() }))
    .max(10)
    .optional()
    .describe('Files by public URL; each becomes a Telegram message of its own.'),
  caption: z.string().optional().describe('Text below the first file.'),
  from: z.string().optional().describe('Bot ID; default: the configured one.'),
  reference: z.string().optional().describe('Letters and digits; CM echoes it. Default: a new one each.'),
  split: z.boolean().optional().describe('Send a text that is too long in several messages.'),
};

export type MessageInput = z.output<z.ZodObject<typeof messageInput>>;

/** A message with everything that the rules say about it. */
export interface PlannedInput extends Planned {
  readonly diagnostics: readonly Diagnostic[];
  /** Whether an error, or with `strict` a warning, keeps it from being sent. */
  readonly isForbidden: boolean;
}

/** Builds and checks; sends nothing. `fallbackFrom` is for the sandbox, which takes any bot ID. */
export function planMessage(
  input: MessageInput,
  config: ResolvedConfig,
  { io }: CommandContext,
  fallbackFrom?: string,
): PlannedInput {
  const { settings } = config;
  const from = input.from ?? settings.from ?? fallbackFrom;
  if (from === undefined) throw wrong('No bot ID: give `from`, or configure one.');
  const fields = {
    from,
    to: [...new Set(input.to)],
    createReference: () => Buffer.from(io.randomBytes(16)).toString('hex'),
    ...(input.reference === undefined ? {} : { reference: input.reference }),
    ...(settings.grouping.length === 0 ? {} : { grouping: settings.grouping }),
    ...(settings.validity === undefined ? {} : { validity: settings.validity }),
  };
  const rich = settings.textIn === 'rich';
  const planned =
    input.media === undefined
      ? planText({ ...fields, parts: partsOf(input), rich })
      : planMedia({ ...fields, media: mediaOf(input), rich, ...captionOf(input) });
  const diagnostics = buildDiagnostics(
    checkMessages(planned.messages),
    ({ path }) => ({ kind: 'flag', name: String(path.findLast((step) => typeof step === 'string') ?? 'message') }),
    settings.rules,
  );
  return { ...planned, diagnostics, isForbidden: forbidSending(diagnostics, settings.strict) };
}

function partsOf({ text, split }: MessageInput): readonly string[] {
  if (text === undefined) throw wrong('Give `text` or `media`.');
  const parts = split === true ? splitText(text, facts.textLength.value).parts : [text];
  return parts.length === 0 ? [text] : parts;
}

function mediaOf({ text, media = [] }: MessageInput) {
  if (text !== undefined) throw wrong('Give `text` or `media`, not both; `caption` is the text of media.');
  if (media.length === 0) throw wrong('`media` is empty.');
  return media.map(({ url, name, mimeType }) => ({
    url,
    ...(name === undefined ? {} : { name }),
    ...(mimeType === undefined ? {} : { mimeType }),
  }));
}

function captionOf({ caption }: MessageInput): { readonly caption?: string } {
  return caption === undefined ? {} : { caption };
}

function wrong(message: string): CmtgError {
  return new CmtgError(message, { code: 'usage', category: 'usage' });
}

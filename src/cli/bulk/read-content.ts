import type { BulkContent } from '../../gateway/bulk/plan.js';
import { dropFinalNewline, readTextFile } from '../../input/read-text.js';
import type { CommandInput } from '../command-spec.js';
import type { CommandContext } from '../context.js';
import { readFlag, readString, usageError } from '../option-values.js';
import { readMessageText } from '../send/read-message-text.js';

/** Options that make no sense for a file of recipients. */
const excluded = {
  to: '--to',
  reference: '--reference',
  payload: '--payload',
  asCurl: '--as-curl',
  probe: '--probe',
  probeHttp: '--probe-http',
} as const;

/** Refuses flags that belong to sending without a file. */
export function refuseSingleFlags(options: CommandInput['options']): void {
  for (const [name, flag] of Object.entries(excluded)) {
    if (options[name] === undefined) continue;
    throw usageError(
      `${flag} and --recipients exclude each other.`,
      name === 'reference' ? 'Give references in a column: --reference-column.' : 'Leave one of them out.',
    );
  }
}

/** The template of `cmtg send --recipients`: the argument, --text-file or --template. */
export async function readTextContent(input: CommandInput, context: CommandContext): Promise<BulkContent> {
  const { options, args } = input;
  const file = readString(options, 'template');
  const isStdinTaken = readString(options, 'recipients') === '-';
  if (isStdinTaken && args[0] === '-') throw usageError('Only one of the text and --recipients can read stdin.');
  if (file !== undefined && (args.length > 0 || readString(options, 'textFile') !== undefined)) {
    throw usageError('Give one of a text, --text-file and --template.');
  }
  const text =
    file === undefined
      ? (await readMessageText(input, context)).text
      : dropFinalNewline(await readTextFile(file, context.io.cwd));
  return { text, ...readForm(options) };
}

/** The templates of `cmtg send-media --recipients`. */
export function readMediaContent({ args, options }: CommandInput): BulkContent {
  const column = readString(options, 'mediaColumn');
  if (args.length === 0 && column === undefined) {
    throw usageError('No media to send.', 'Give URLs, or the column that holds them: --media-column.');
  }
  const caption = readString(options, 'caption');
  const captionAsText = readFlag(options, 'captionAsText');
  if (captionAsText && caption === undefined) throw usageError('--caption-as-text needs a --caption.');
  const mediaName = readString(options, 'name');
  const mimeType = readString(options, 'mime');
  if (args.length > 1 && (mediaName !== undefined || mimeType !== undefined)) {
    throw usageError('--name and --mime describe one file, but there are several URLs.');
  }
  return {
    ...(caption === undefined ? {} : { text: caption }),
    media: args,
    ...(mediaName === undefined ? {} : { mediaName }),
    ...(mimeType === undefined ? {} : { mimeType }),
    ...(captionAsText ? { captionAsText: true as const } : {}),
    ...readForm(options),
  };
}

function readForm(options: CommandInput['options']): Pick<BulkContent, 'split'> {
  return readFlag(options, 'split') ? { split: true } : {};
}

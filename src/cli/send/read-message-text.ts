import { dropFinalNewline, readTextFile, readTextStream } from '../../input/read-text.js';
import type { CommandInput } from '../command-spec.js';
import type { CommandContext } from '../context.js';
import { readString, usageError } from '../option-values.js';

/** The text of a message and a name for where it came from. */
export interface MessageText {
  readonly text: string;
  readonly source: string;
}

/** Reads the text: one argument, `-` for stdin, or `--text-file`. Less one final line break when not an argument. */
export async function readMessageText({ args, options }: CommandInput, context: CommandContext): Promise<MessageText> {
  const file = readString(options, 'textFile');
  const [text, ...more] = args;
  if (more.length > 0) {
    throw usageError(
      `There are ${args.length} texts; cmtg sends one.`,
      'Quote a text that has spaces: cmtg send --to 987654321 "Hello there"',
      'usage-several-texts',
    );
  }
  if (file !== undefined) {
    if (text !== undefined) throw usageError('Give either a text or --text-file, not both.');
    return { text: dropFinalNewline(await readTextFile(file, context.io.cwd)), source: '--text-file' };
  }
  if (text === '-') return { text: dropFinalNewline(await readStdin(context)), source: 'stdin' };
  if (text === undefined) {
    throw usageError(
      'No text to send.',
      'Put it in quotes behind the options, or use - for stdin, or --text-file.',
      'usage-text-missing',
    );
  }
  return { text, source: 'the text' };
}

/** Reads stdin; on a terminal nobody is writing into it, so that is a mistake rather than something to wait for. */
export async function readStdin({ io }: CommandContext): Promise<string> {
  if (io.stdin.isTTY) {
    throw usageError(
      '- reads stdin, but stdin is the terminal.',
      'Pipe something in: echo "Hello" | cmtg send --to 987654321 -',
    );
  }
  return readTextStream(io.stdin);
}

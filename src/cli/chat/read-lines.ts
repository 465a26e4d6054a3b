import { createInterface } from 'node:readline';
import type { CommandContext } from '../context.js';

/** Where lines come from, and how to print between them without breaking the line that is being typed. */
export interface LineSource {
  readonly lines: AsyncIterable<string>;
  /** Prints above the line that is being typed: what was said, to stdout. */
  print(text: string): void;
  /** The same for what cmtg says itself, to stderr: a program reads stdout. */
  remark(text: string): void;
  close(): void;
}

/** A prompt on a terminal, or the lines of a pipe. */
export function readLines({ io, stdout, stderr, errStyle, global }: CommandContext): LineSource {
  const input = io.stdin.stream;
  const output = io.stderr.stream;
  if (!io.stdin.isTTY || !global.input || input === undefined || output === undefined) {
    return {
      lines: linesOf(io.stdin),
      print: (text) => void stdout.write(text),
      remark: (text) => void stderr.write(text),
      close: () => {},
    };
  }
  const terminal = createInterface({ input, output, prompt: errStyle.unicode ? '› ' : '> ' });
  // readline takes Ctrl-C for itself on a terminal: it means leaving, as Ctrl-D does.
  terminal.on('SIGINT', () => terminal.close());
  terminal.prompt();
  const printTo = (stream: typeof stdout) => (text: string) => {
    output.write('\r\u001b[K');
    stream.write(text);
    terminal.prompt(true);
  };
  return {
    lines: terminal,
    print: printTo(stdout),
    remark: printTo(stderr),
    close: () => terminal.close(),
  };
}

async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of bytes) {
    rest += decoder.decode(chunk, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    yield* lines.map((line) => line.replace(/\r$/, ''));
  }
  if (rest !== '') yield rest;
}

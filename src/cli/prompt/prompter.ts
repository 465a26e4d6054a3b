import { CmtgError } from '../../core/errors.js';
import { renderSafeText } from '../../render/safe-text.js';
import type { CommandContext } from '../context.js';
import { editLine } from './edit-line.js';
import { createKeyReader } from './read-keys.js';

/** Asks one person, on standard error, one question after the other. Ctrl-C ends the command with exit 130. */
export interface Prompter {
  /** A line of text; `fallback` when nothing is typed. `check` returns what is wrong with an answer, to ask again. */
  ask(question: string, options?: AskOptions): Promise<string>;
  /** A line that is not shown while it is typed, not even its length. What is typed is redacted from all output. */
  askSecret(question: string, options?: Pick<AskOptions, 'check'>): Promise<string>;
  confirm(question: string, fallback: boolean): Promise<boolean>;
  /** One of several; answered by its number or its word. */
  choose<Word extends string>(question: string, choices: readonly Choice<Word>[]): Promise<Word>;
}

export interface AskOptions {
  readonly fallback?: string;
  readonly check?: (answer: string) => string | undefined;
}

export interface Choice<Word extends string> {
  readonly word: Word;
  readonly label: string;
}

type PromptContext = Pick<CommandContext, 'io' | 'stderr' | 'errStyle' | 'redactor'>;

/** Creates a prompter. Call it only when `context.global.input` allows questions. */
export function createPrompter({ io, stderr, errStyle, redactor }: PromptContext): Prompter {
  const openKeys = createKeyReader(io.stdin);
  let waiting = '';

  /** Reads one line; `show` draws what became of it with every key. The terminal is silent before the question stands. */
  async function readLine(prompt: string, show: (text: string, before: string) => void): Promise<string> {
    const keys = openKeys();
    stderr.write(prompt);
    let text = '';
    try {
      for (let typed: string | undefined = waiting; ; typed = await keys.next(io.interrupted)) {
        if (typed === undefined) throw cancelled();
        const line = editLine(text, typed);
        waiting = line.rest;
        if (line.state === 'cancelled') throw cancelled();
        show(line.text, text);
        text = line.text;
        if (line.state === 'done') return text;
      }
    } catch (error) {
      throw io.interrupted.aborted ? cancelled() : error;
    } finally {
      stderr.write('\n');
      keys.stop();
    }
  }

  async function repeat(
    read: () => Promise<string>,
    check: (answer: string) => string | undefined = () => undefined,
  ): Promise<string> {
    for (;;) {
      const answer = (await read()).trim();
      const problem = check(answer);
      if (problem === undefined) return answer;
      stderr.write(`${errStyle.yellow(renderSafeText(problem))}\n`);
    }
  }

  const ask: Prompter['ask'] = (question, { fallback, check } = {}) => {
    const prompt = `${errStyle.bold(question)}${fallback === undefined ? '' : errStyle.dim(` (${fallback})`)} `;
    return repeat(async () => {
      const answer = await readLine(prompt, (text, before) => {
        // What is added is written; what is taken away needs the line anew.
        const added = text.startsWith(before)
          ? renderSafeText(text.slice(before.length), { isolate: false })
          : undefined;
        stderr.write(added ?? `\r\u001b[K${prompt}${renderSafeText(text)}`);
      });
      return answer.trim() === '' ? (fallback ?? '') : answer;
    }, check);
  };

  return {
    ask,
    askSecret: (question, { check } = {}) =>
      repeat(async () => {
        const answer = await readLine(`${errStyle.bold(question)}${errStyle.dim(' (hidden)')} `, () => {});
        redactor.add(answer);
        return answer;
      }, check),
    async confirm(question, fallback) {
      const answer = await ask(`${question} [${fallback ? 'Y/n' : 'y/N'}]`, {
        check: (text) => (/^(y|yes|n|no|)$/i.test(text) ? undefined : 'Answer y or n.'),
      });
      return answer === '' ? fallback : /^y/i.test(answer);
    },
    async choose(question, choices) {
      const lines = choices.map(({ word, label }, index) => `  ${index + 1}  ${errStyle.bold(word)}  ${label}\n`);
      stderr.write(`${errStyle.bold(question)}\n${lines.join('')}`);
      const find = (text: string) => choices.find(({ word }, index) => text === word || text === String(index + 1));
      const answer = await ask('Number or word:', {
        fallback: choices[0]?.word ?? '',
        check: (text) => (find(text) === undefined ? 'That is none of them.' : undefined),
      });
      return find(answer)?.word ?? (answer as (typeof choices)[number]['word']);
    },
  };
}

function cancelled(): CmtgError {
  return new CmtgError('Cancelled.', { code: 'interrupted', category: 'input' });
}

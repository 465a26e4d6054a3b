import mustache from 'mustache';
import { CmtgError } from '../../core/errors.js';

/** Gives the value of a variable; undefined when there is none of that name. */
export type ReadVariable = (name: string) => string | undefined;

/** What happened while a template was rendered. */
export interface RenderIssues {
  /** Called for a variable that does not exist. */
  readonly onMissing?: (name: string) => void;
  /** Called for a variable that exists and is empty. */
  readonly onEmpty?: (name: string) => void;
}

/** A template that was parsed once. */
export interface Template {
  /** Every name it uses, each once. */
  readonly variables: readonly string[];
  /** The text when it uses no variable at all. */
  readonly constant: string | undefined;
  readonly render: (read: ReadVariable, issues?: RenderIssues) => string;
}

type Piece = (read: ReadVariable, issues: RenderIssues) => string;
type Token = readonly [type: string, value: string, start: number, end: number, inner?: readonly Token[]];

/**
 * Parses a template in mustache's notation: variables, `{{#name}}…{{/name}}` when there is a value, `{{^name}}…{{/name}}`
 * when there is none, comments, other delimiters. Values are written as they are: Telegram shows plain text, so `&` must
 * not become `&amp;`. Partials and functions do not exist here. `place` names the template in errors.
 */
export function compileTemplate(text: string, place: string): Template {
  const names = new Set<string>();
  const piece = compile(parse(text, place), names, place);
  const constant = names.size === 0 ? piece(() => undefined, {}) : undefined;
  return {
    variables: [...names],
    constant,
    render: constant === undefined ? (read, issues = {}) => piece(read, issues) : () => constant,
  };
}

function parse(text: string, place: string): readonly Token[] {
  try {
    return mustache.parse(text) as unknown as readonly Token[];
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw invalid(place, said.charAt(0).toLowerCase() + said.slice(1), cause);
  }
}

function compile(tokens: readonly Token[], names: Set<string>, place: string): Piece {
  const pieces = tokens.flatMap((token) => compileToken(token, names, place) ?? []);
  const [only, second] = pieces;
  if (only !== undefined && second === undefined) return only;
  return (read, issues) => {
    let text = '';
    for (const piece of pieces) text += piece(read, issues);
    return text;
  };
}

function compileToken(token: Token, names: Set<string>, place: string): Piece | undefined {
  const [type, value, , , inner = []] = token;
  switch (type) {
    case 'text':
      return () => value;
    case 'name':
    case '&':
      names.add(value);
      return (read, { onMissing, onEmpty }) => {
        const found = read(value);
        if (found === undefined) onMissing?.(value);
        else if (found === '') onEmpty?.(value);
        return found ?? '';
      };
    case '#':
    case '^': {
      names.add(value);
      const body = compile(inner, names, place);
      return (read, issues) => (((read(value) ?? '') !== '') === (type === '#') ? body(read, issues) : '');
    }
    case '>':
      throw invalid(place, `{{> ${value}}} includes another template, which cmtg does not do`);
    default:
      return undefined;
  }
}

function invalid(place: string, problem: string, cause?: unknown): CmtgError {
  return new CmtgError(`${place} is no valid template: ${problem}.`, {
    code: 'template-invalid',
    category: 'input',
    hint: 'Variables are columns of the file: Hello {{name}}. To send braces as they are, begin with {{=<% %>=}}.',
    cause,
  });
}

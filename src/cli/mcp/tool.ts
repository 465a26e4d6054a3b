import { z } from 'zod';
import { CmtgError } from '../../core/errors.js';
import { renderSafeJson } from '../../render/safe-text.js';

/** One tool that an agent may call: what it takes, and what it does with it. */
export interface McpTool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodRawShape;
  /** It changes nothing anywhere. */
  readonly readOnly: boolean;
  /** It reaches people or hosts outside of this machine. */
  readonly openWorld: boolean;
  /** Rejects with a CmtgError when it cannot be done. */
  readonly run: (args: never, call: ToolCall) => Promise<unknown>;
}

export interface ToolCall {
  /** Aborted when the client gives up. */
  readonly signal: AbortSignal;
}

/** The same, with the arguments of `run` typed by `input`. */
export function defineTool<Shape extends z.ZodRawShape>(
  tool: Omit<McpTool, 'input' | 'run'> & {
    readonly input: Shape;
    readonly run: (args: z.output<z.ZodObject<Shape>>, call: ToolCall) => Promise<unknown>;
  },
): McpTool {
  return tool as unknown as McpTool;
}

/** A misspelt argument that is passed over does something else than was meant: it is refused, and told what there is. */
export function strictInput<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  const known = Object.keys(shape).join(', ');
  const name = ({ code, keys = [] }: { code?: string | undefined; keys?: readonly string[] }) =>
    code === 'unrecognized_keys'
      ? `Unknown argument ${keys.map((key) => `"${key}"`).join(', ')}. The arguments are: ${known}.`
      : undefined;
  return z.strictObject(shape, { error: name });
}

/** What the client gets: the value as JSON. */
export function toResult(value: unknown): { content: [{ type: 'text'; text: string }]; isError?: boolean } {
  return { content: [{ type: 'text', text: renderSafeJson(value) }] };
}

/** A refusal or failure as a result that the agent can read and act on. A bug is not hidden. */
export function toErrorResult(error: unknown): ReturnType<typeof toResult> {
  const known =
    error instanceof CmtgError
      ? { code: error.code, message: error.message, hint: error.hint ?? null }
      : { code: 'bug', message: error instanceof Error ? error.message : String(error), hint: null };
  return { ...toResult({ error: known }), isError: true };
}

export { z };

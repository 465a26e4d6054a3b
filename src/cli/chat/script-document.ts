import type { ScriptResult } from './run-script.js';

/** A script's result for programs: schema/chat.schema.json. */
export function buildScriptDocument({ script, outcome, steps }: ScriptResult): Record<string, unknown> {
  return {
    version: 1,
    command: 'chat',
    file: script.file,
    name: script.name,
    outcome,
    steps: steps.map(({ step, outcome, tookMs, problem, received }) => ({
      label: step.label,
      line: step.line,
      column: step.column,
      outcome,
      tookMs,
      ...(received === undefined ? {} : { received }),
      ...(problem === undefined ? {} : { problem }),
    })),
  };
}

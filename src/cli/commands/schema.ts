import { suggest } from '../../core/payload/suggest.js';
import { escapeJson, renderSafeJson } from '../../render/safe-text.js';
import type { CommandRun } from '../command-spec.js';
import type { CommandContext } from '../context.js';
import { exitCodes } from '../exit-codes.js';
import { usageError } from '../option-values.js';
import { schemas } from '../schema/schemas.js';

/** `cmtg schema [name]`: lists the JSON Schemas, or prints one: the file in schema/. */
export const runSchema: CommandRun = async ({ args }, context) => {
  const [name] = args;
  if (name === undefined) {
    listSchemas(context);
    return exitCodes.ok.code;
  }
  const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
  if (schema === undefined) {
    const near = suggest(name, Object.keys(schemas));
    throw usageError(
      `There is no schema “${name}”.`,
      near === undefined ? `There are: ${Object.keys(schemas).join(', ')}.` : `Did you mean “${near}”?`,
      'usage-schema',
    );
  }
  context.stdout.write(`${escapeJson(JSON.stringify(await schema.load(), null, 2))}\n`);
  return exitCodes.ok.code;
};

function listSchemas(context: CommandContext): void {
  const list = Object.entries(schemas).map(([name, { describes }]) => ({ name, describes }));
  if (context.global.json) {
    context.stdout.write(`${renderSafeJson({ version: 1, schemas: list })}\n`);
    return;
  }
  const width = Math.max(...list.map(({ name }) => name.length));
  for (const { name, describes } of list) {
    context.stdout.write(`${context.outStyle.bold(name)}${' '.repeat(width - name.length)}  ${describes}\n`);
  }
}

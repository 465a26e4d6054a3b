import { z } from 'zod';
import { CONTROL_PREFIX } from './prefix.js';
import { type ControlRoute, controlRoutes } from './routes.js';

/** The control API as an OpenAPI 3.1 document; docs/sandbox-api.json is this. */
export function buildOpenApi(): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  const schemas: Record<string, unknown> = { Error: errorSchema };
  for (const route of controlRoutes) {
    const path = `${CONTROL_PREFIX}${route.path}`;
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describe(route, schemas) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Control API of the cmtg sandbox',
      version: '1',
      description:
        'Plays the Telegram user and steers the sandbox. Programs on the same machine may use it, web pages may not: the Host must be exactly 127.0.0.1, localhost or [::1] with the port, a foreign Origin is refused, changes are POST with application/json, and no CORS headers are sent.',
    },
    servers: [{ url: 'http://127.0.0.1:8787' }],
    paths,
    components: { schemas },
  };
}

function describe(
  { method, path, summary, query = {}, body, answer }: ControlRoute,
  schemas: Record<string, unknown>,
): Record<string, unknown> {
  const names = Object.entries(query);
  return {
    operationId: `${method.toLowerCase()}${path.slice(1, 2).toUpperCase()}${path.slice(2)}`,
    summary,
    ...(names.length === 0
      ? {}
      : {
          parameters: names.map(([name, { description, integer }]) => ({
            name,
            in: 'query',
            description,
            schema: integer ? { type: 'integer', minimum: 0 } : { type: 'string' },
          })),
        }),
    ...(body === undefined ? {} : { requestBody: { required: true, content: json(toSchema(body, 'input', schemas)) } }),
    responses: {
      200: { description: 'Done.', content: json(toSchema(answer, 'output', schemas)) },
      default: { description: 'Refused, and why.', content: json({ $ref: '#/components/schemas/Error' }) },
    },
  };
}

const errorSchema = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message'],
      properties: { code: { type: 'string' }, message: { type: 'string' } },
    },
  },
};

/** One schema; what has a name goes to the components. */
function toSchema(
  schema: z.ZodType,
  io: 'input' | 'output',
  schemas: Record<string, unknown>,
): Record<string, unknown> {
  const made = JSON.stringify(z.toJSONSchema(schema, { io })).replaceAll('"#/$defs/', '"#/components/schemas/');
  const { $schema: _, $defs = {}, ...rest } = JSON.parse(made) as Record<string, unknown>;
  for (const [name, inner] of Object.entries($defs as object)) schemas[name] = { ...inner, id: undefined };
  // A schema that has a name itself is written out by zod, and belongs among the components just as well.
  const { id, ...own } = rest;
  if (typeof id !== 'string') return own;
  schemas[id] = own;
  return { $ref: `#/components/schemas/${id}` };
}

function json(schema: unknown): Record<string, unknown> {
  return { 'application/json': { schema } };
}

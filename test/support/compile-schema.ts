import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { root } from './run-cli.js';

/** A check against a published schema. */
export function compileSchema(name: string): ValidateFunction {
  const schema = JSON.parse(readFileSync(`${root}schema/${name}.schema.json`, 'utf8'));
  return new Ajv2020({
    strict: true,
    strictTypes: false,
    strictRequired: false,
    strictTuples: false,
    allErrors: true,
  }).compile(schema);
}

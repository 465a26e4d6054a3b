import type { JsonObject } from '../core/payload/payload.js';
import { type RuleId, ruleIds, ruleInfo } from '../core/rules/catalogue.js';
import { type JsonSchema, schemaHead } from '../core/schema/json-schema.js';
import { type KeyDefinition, keys, settingNames } from './keys.js';

/** A configuration file, from the table of settings and the catalogue of rules: for editors. */
export function buildConfigSchema(): JsonSchema {
  return {
    ...schemaHead(
      'config',
      'Configuration of cmtg',
      '.cmtelegramrc, config.json and config.yaml, or "cmtelegram" in package.json. `cmtg config` shows what is in force.',
    ),
    type: 'object',
    properties: {
      $schema: { type: 'string', description: 'Address or path of this schema, for editors.' },
      profile: {
        type: 'string',
        minLength: 1,
        description: 'The profile in use unless --profile or CMTG_PROFILE names one.',
      },
      profiles: {
        type: 'object',
        description: 'Settings by the name of a profile; they lie over the others.',
        additionalProperties: { $ref: '#/$defs/settings' },
      },
      ...buildSettings(),
    },
    additionalProperties: false,
    $defs: { settings: { type: 'object', properties: buildSettings(), additionalProperties: false } },
  };
}

function buildSettings(): JsonObject {
  const settings: Record<string, JsonObject> = {};
  const journal: Record<string, JsonObject> = {};
  for (const name of settingNames) {
    const [group, inner] = name.split('.');
    if (inner === undefined) settings[name] = buildSetting(name);
    else if (group === 'journal') journal[inner] = buildSetting(name);
  }
  return { ...settings, journal: { type: 'object', properties: journal, additionalProperties: false } };
}

function buildSetting(name: (typeof settingNames)[number]): JsonObject {
  const { type, fallback, summary, where } = keys[name] as KeyDefinition<unknown>;
  const schema = name === 'rules' ? buildRules(type.schema) : type.schema;
  return {
    ...schema,
    description: `${summary}${where === 'user-file' ? ' In your own file only.' : ''}`,
    ...(fallback === undefined ? {} : { default: type.show(fallback) }),
  };
}

/** Every rule by name, so that an editor offers them. */
function buildRules({ additionalProperties, ...rest }: JsonObject): JsonObject {
  const one = (id: RuleId) => {
    const { title, severity } = ruleInfo(id);
    return { ...(additionalProperties as JsonObject), description: title, default: severity };
  };
  return {
    ...rest,
    properties: Object.fromEntries(ruleIds.map((id) => [id, one(id)])),
    additionalProperties: false,
  };
}

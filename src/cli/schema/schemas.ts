/** One published schema: a file under schema/, which the bundle carries along. */
export interface PublishedSchema {
  readonly describes: string;
  readonly load: () => Promise<object>;
}

/** Every published schema, by the name of its file. */
export const schemas: Readonly<Record<string, PublishedSchema>> = {
  payload: {
    describes: 'the request body, for editors',
    load: async () => (await import('../../../schema/payload.schema.json', { with: { type: 'json' } })).default,
  },
  inbound: {
    describes: 'the bodies of CM’s webhooks',
    load: async () => (await import('../../../schema/inbound.schema.json', { with: { type: 'json' } })).default,
  },
  config: {
    describes: '.cmtelegramrc and the other configuration files',
    load: async () => (await import('../../../schema/config.schema.json', { with: { type: 'json' } })).default,
  },
  send: {
    describes: 'output of send --json and send-media --json',
    load: async () => (await import('../../../schema/send.schema.json', { with: { type: 'json' } })).default,
  },
  validate: {
    describes: 'output of validate --json',
    load: async () => (await import('../../../schema/validate.schema.json', { with: { type: 'json' } })).default,
  },
  listen: {
    describes: 'lines of listen --json',
    load: async () => (await import('../../../schema/listen.schema.json', { with: { type: 'json' } })).default,
  },
  doctor: {
    describes: 'output of doctor --json',
    load: async () => (await import('../../../schema/doctor.schema.json', { with: { type: 'json' } })).default,
  },
  commands: {
    describes: 'output of commands --json',
    load: async () => (await import('../../../schema/commands.schema.json', { with: { type: 'json' } })).default,
  },
  sandbox: {
    describes: 'lines of sandbox --json',
    load: async () => (await import('../../../schema/sandbox.schema.json', { with: { type: 'json' } })).default,
  },
  chat: {
    describes: 'output of chat --script --json, lines of chat --json',
    load: async () => (await import('../../../schema/chat.schema.json', { with: { type: 'json' } })).default,
  },
  'journal-line': {
    describes: 'lines of a journal on disk',
    load: async () => (await import('../../../schema/journal-line.schema.json', { with: { type: 'json' } })).default,
  },
  journal: {
    describes: 'output of journal list, show and purge --json',
    load: async () => (await import('../../../schema/journal.schema.json', { with: { type: 'json' } })).default,
  },
  replay: {
    describes: 'output of replay --json',
    load: async () => (await import('../../../schema/replay.schema.json', { with: { type: 'json' } })).default,
  },
  trigger: {
    describes: 'output of trigger --json',
    load: async () => (await import('../../../schema/trigger.schema.json', { with: { type: 'json' } })).default,
  },
  bulk: {
    describes: 'lines of send --recipients --json and bulk resume --json',
    load: async () => (await import('../../../schema/bulk.schema.json', { with: { type: 'json' } })).default,
  },
  'bulk-status': {
    describes: 'output of bulk status --json',
    load: async () => (await import('../../../schema/bulk-status.schema.json', { with: { type: 'json' } })).default,
  },
  settings: {
    describes: 'output of config … --json',
    load: async () => (await import('../../../schema/settings.schema.json', { with: { type: 'json' } })).default,
  },
  init: {
    describes: 'output of init --json',
    load: async () => (await import('../../../schema/init.schema.json', { with: { type: 'json' } })).default,
  },
  rules: {
    describes: 'output of rules --json',
    load: async () => (await import('../../../schema/rules.schema.json', { with: { type: 'json' } })).default,
  },
  limits: {
    describes: 'output of limits --json',
    load: async () => (await import('../../../schema/limits.schema.json', { with: { type: 'json' } })).default,
  },
  schemas: {
    describes: 'output of schema --json',
    load: async () => (await import('../../../schema/schemas.schema.json', { with: { type: 'json' } })).default,
  },
  completion: {
    describes: 'output of completion --json',
    load: async () => (await import('../../../schema/completion.schema.json', { with: { type: 'json' } })).default,
  },
};

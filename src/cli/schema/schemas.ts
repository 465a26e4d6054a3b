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
    describes: 'output of chat --script --json',
    load: async () => (await import('../../../schema/chat.schema.json', { with: { type: 'json' } })).default,
  },
};

import { z } from 'zod';
import type { MediaKind } from '../../core/channel/media-kind.js';
import { mediaKinds } from '../../core/channel/media-kind.js';
import { faultNames } from '../fault-settings.js';

/*
 * What the control API takes and gives, as data: bodies are checked against it, answers are tested against it, and the
 * OpenAPI document is made from it.
 */

const kinds = Object.keys(mediaKinds) as [MediaKind, ...MediaKind[]];
const text = z.string().max(100_000);
const id = z.number().int().min(1).meta({ description: 'Counts from 1.' });
const time = z.number().meta({ description: 'Milliseconds since 1970 by the clock of the sandbox.' });

const media = z.strictObject({ name: text, uri: text, mimeType: text });
export const shownSchema = z
  .union([
    z.strictObject({ kind: z.literal('text'), text }),
    z.strictObject({ kind: z.enum(kinds), media, caption: text.optional(), lostCaption: text.optional() }),
  ])
  .meta({ id: 'Shown', description: 'One Telegram message: a text, or a file with its caption.' });
const location = z.strictObject({
  kind: z.literal('location'),
  latitude: z.number(),
  longitude: z.number(),
  label: text,
});
const contact = z.strictObject({ kind: z.literal('contact'), name: text, phone: text });

export const chatSchema = z
  .strictObject({
    bot: text,
    chat: text,
    name: text,
    openedAt: time.nullable().meta({ description: 'When the person wrote first; null while nobody did.' }),
    lastAt: time,
    messages: z.number().int(),
  })
  .meta({ id: 'Chat' });

export const botMessageSchema = z
  .strictObject({
    by: z.literal('bot'),
    id,
    bot: text,
    chat: text,
    at: time,
    reference: text.nullable(),
    groupings: z.tuple([text, text, text]),
    shown: z.array(shownSchema).meta({ description: 'One entry a Telegram message.' }),
    exchange: id,
    undelivered: z
      .enum(['chat-not-opened', 'other-channel', 'nothing-shown'])
      .optional()
      .meta({ description: 'Why it never arrives; absent when it did.' }),
  })
  .meta({ id: 'BotMessage' });

export const userMessageSchema = z
  .strictObject({
    by: z.literal('user'),
    id,
    bot: text,
    chat: text,
    name: text,
    at: time,
    shown: z.tuple([z.union([shownSchema, location, contact])]),
    replyTo: id.optional(),
    delivery: id,
  })
  .meta({ id: 'UserMessage' });

export const messageSchema = z.union([botMessageSchema, userMessageSchema]).meta({ id: 'Message' });

export const deliverySchema = z
  .strictObject({
    id,
    kind: z.enum(['message', 'status']),
    bot: text,
    chat: text,
    message: id,
    createdAt: time,
    url: text.nullable(),
    headers: z.record(z.string(), z.string()),
    body: text,
    state: z.enum(['waiting', 'delivered', 'gave-up', 'lost', 'nowhere']),
    tries: z.number().int(),
    attempts: z.array(
      z.strictObject({ at: time, tookMs: z.number(), status: z.number().int().nullable(), detail: text }),
    ),
    nextAttemptAt: time.nullable(),
    copyOf: id.optional(),
  })
  .meta({ id: 'Webhook' });

const accepted = z.strictObject({
  id,
  exchange: id,
  receivedAt: time,
  from: text,
  to: text,
  reference: text.nullable(),
  allowedChannels: z.array(z.string()),
  groupings: z.tuple([text, text, text]),
  telegram: z.boolean().meta({ description: 'False when it names other channels only.' }),
  shown: z.array(shownSchema),
});
const refused = z.strictObject({
  to: text.nullable().meta({ description: 'Null when the whole request was refused.' }),
  reference: text.nullable(),
  behaviour: text.meta({ description: 'Row of the table of behaviours.' }),
  errorCode: z.number().int(),
  details: text,
});

export const exchangeSchema = z
  .strictObject({
    id,
    receivedAt: time,
    method: z.string(),
    path: z.string(),
    headers: z.record(z.string(), z.string()),
    raw: z.string(),
    status: z.number().int(),
    fault: z.enum(faultNames).optional(),
    errorCode: z.number().int(),
    answer: z.string().optional().meta({ description: 'Body of the answer.' }),
    accepted: z.array(accepted),
    refused: z.array(refused),
  })
  .meta({ id: 'Request' });

const rule = z.strictObject({
  probability: z.number().min(0).max(1).optional(),
  times: z.number().int().min(1).optional(),
  value: z.number().min(0).optional(),
});

export const faultsSchema = z
  .strictObject({
    seed: z.number().int(),
    rules: z.partialRecord(z.enum(faultNames), rule),
  })
  .meta({ id: 'Faults' });

const actionSchema = z.union([
  z.strictObject({ kind: z.literal('text'), text }),
  z.strictObject({ kind: z.literal('start'), payload: text.optional() }),
  z.strictObject({
    kind: z.enum(kinds),
    media: z.strictObject({ uri: text, name: text.optional(), mimeType: text.optional() }),
    caption: text.optional(),
  }),
  z.strictObject({
    kind: z.literal('location'),
    latitude: z.number(),
    longitude: z.number(),
    label: text.optional(),
  }),
  contact,
]);

export const saySchema = z.strictObject({
  action: actionSchema.meta({ description: 'What the person does.' }),
  chat: text.optional().meta({ description: 'Chat ID; default the chat of the sandbox.' }),
  bot: text.optional().meta({ description: 'Bot ID; default the bot of the only chat with this ID.' }),
  name: text.optional().meta({ description: 'Display name of the person.' }),
  replyTo: id.optional().meta({ description: 'Id of the message of the bot that this answers.' }),
  wait: z.boolean().optional().meta({ description: 'Answer after the first try of the webhook.' }),
});

export const advanceSchema = z.strictObject({
  advance: z
    .union([z.string(), z.number().min(0)])
    .meta({ description: 'A duration such as 5m or 30d, or milliseconds; at most 366 days.' }),
});

export const setFaultsSchema = z.strictObject({
  faults: z.array(z.string()).max(50).meta({ description: 'As `--fault` takes them: 429=0.1:30s, lost-answer=1x.' }),
  seed: z.number().int().min(0).max(4_294_967_295).optional(),
});

export const setWebhookSchema = z.strictObject({ url: z.url({ protocol: /^https?$/ }).nullable() });
export const redeliverSchema = z.strictObject({ webhook: id });
export const emptySchema = z.strictObject({});

export const statusSchema = z.strictObject({
  now: time,
  webhook: text.nullable(),
  faults: faultsSchema,
  chats: z.number().int(),
  lastMessage: z.number().int().meta({ description: 'Id of the last message; 0 when there is none.' }),
});

import type { PlannedMessage, SendPlan } from '../wire/plan.js';
import { buildMediaMessage, buildTextMessage, type MediaInput, type MessageFields } from './build-message.js';
import type { Message } from './payload.js';

/** What all messages of one command have in common. */
export interface PlanFields {
  readonly from: string;
  /** Chat IDs, without repetition. */
  readonly to: readonly string[];
  /** Used verbatim on every message; without it every message gets its own from `createReference`. */
  readonly reference?: string;
  readonly grouping?: readonly string[];
  readonly validity?: string;
  /** 32 lower-case hexadecimal digits, a new one at each call. */
  readonly createReference: () => string;
}

export interface TextPlanInput extends PlanFields {
  /** The parts of the text in order; a single one when it is not split. */
  readonly parts: readonly string[];
  readonly rich: boolean;
}

export interface MediaPlanInput extends PlanFields {
  readonly media: readonly MediaInput[];
  readonly caption?: string;
  /** Texts that follow the media as messages of their own (`--caption-as-text`). */
  readonly following?: readonly string[];
  readonly rich: boolean;
}

/** A plan together with the messages it is made of, step by step and chat by chat, for the checks. */
export interface Planned {
  readonly plan: SendPlan;
  readonly messages: readonly Message[];
}

/** Plans a text for every chat: step k carries part k. */
export function planText(input: TextPlanInput): Planned {
  return planSteps(
    input,
    input.parts.map((text) => (fields) => buildTextMessage({ ...fields, text, rich: input.rich })),
  );
}

/** Plans media for every chat, and the texts that follow it. */
export function planMedia(input: MediaPlanInput): Planned {
  const { media, caption } = input;
  const first: Build = (fields) =>
    buildMediaMessage({ ...fields, media, ...(caption === undefined ? {} : { caption }) });
  const following = (input.following ?? []).map(
    (text): Build =>
      (fields) =>
        buildTextMessage({ ...fields, text, rich: input.rich }),
  );
  return planSteps(input, [first, ...following]);
}

type Build = (fields: MessageFields) => Message;

function planSteps(input: PlanFields, builds: readonly Build[]): Planned {
  const messages: Message[] = [];
  const steps = builds.map((build, step) =>
    input.to.map((to): PlannedMessage => {
      const reference = input.reference ?? input.createReference();
      const message = build({
        from: input.from,
        to,
        reference,
        ...(input.grouping === undefined ? {} : { grouping: input.grouping }),
        ...(input.validity === undefined ? {} : { validity: input.validity }),
      });
      messages.push(message);
      return {
        to,
        reference,
        ...(builds.length > 1 ? { part: { index: step + 1, of: builds.length } } : {}),
        json: JSON.stringify(message),
      };
    }),
  );
  return { plan: { steps }, messages };
}

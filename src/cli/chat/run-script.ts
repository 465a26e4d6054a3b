import type { Shown } from '../../core/channel/appearance.js';
import { CmtgError } from '../../core/errors.js';
import type { ActContext, BotMessage, ConversationMessage } from '../../sandbox/conversation.js';
import type { ChatPort } from './chat-port.js';
import { checkExpectation, type Mismatch } from './check-expectation.js';
import type { Script, Step } from './script.js';

/** Why a step failed, as data: the renderers make sentences of it. */
export type Problem =
  | { readonly kind: 'mismatch'; readonly mismatches: readonly Mismatch[]; readonly received: Shown }
  | { readonly kind: 'silence'; readonly waitedMs: number; readonly undelivered: readonly BotMessage[] }
  | { readonly kind: 'unexpected'; readonly received: Shown }
  | { readonly kind: 'nothing-to-answer' }
  | { readonly kind: 'impossible'; readonly message: string };

/** What became of one step. */
export interface StepResult {
  readonly step: Step;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly tookMs: number;
  readonly problem?: Problem;
  /** The message that was expected and came. */
  readonly received?: Shown;
}

export interface ScriptResult {
  readonly script: Script;
  readonly outcome: 'passed' | 'failed';
  readonly steps: readonly StepResult[];
}

/** A Telegram message of the bot, and the CM message it is part of. */
interface Heard {
  readonly shown: Shown;
  readonly message: BotMessage;
}

/** A step that cannot go on; the rest of the script is skipped. */
class StepFailed extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.kind);
    this.problem = problem;
  }
}

/**
 * Plays a script: the first step that fails ends it. Every Telegram message of the bot is expected once, in the order of
 * arrival; what came before the script began does not count.
 */
export async function runScript(
  script: Script,
  port: ChatPort,
  clock: { now(): number },
  onStep: (result: StepResult) => void = () => {},
): Promise<ScriptResult> {
  if (script.faults !== undefined) await port.setFaults(script.faults, script.seed);
  const player = new Player(script, port, clock, await port.lastMessage());
  const steps: StepResult[] = [];
  let failed = false;
  for (const step of script.steps) {
    const started = clock.now();
    const took = () => ({ step, tookMs: clock.now() - started });
    let result: StepResult;
    if (failed) result = { ...took(), outcome: 'skipped' };
    else {
      try {
        const received = await player.play(step);
        result = { ...took(), outcome: 'passed', ...(received === undefined ? {} : { received }) };
      } catch (error) {
        failed = true;
        result = { ...took(), outcome: 'failed', problem: readProblem(error) };
      }
    }
    steps.push(result);
    onStep(result);
  }
  return { script, outcome: failed ? 'failed' : 'passed', steps };
}

function readProblem(error: unknown): Problem {
  if (error instanceof StepFailed) return error.problem;
  if (error instanceof CmtgError && error.category === 'input') return { kind: 'impossible', message: error.message };
  throw error;
}

class Player {
  readonly #script: Script;
  readonly #port: ChatPort;
  readonly #clock: { now(): number };
  /** Messages up to this id are taken in. */
  #seen: number;
  /** The bot that the person writes to; known after the first step that does something. */
  #bot: string | undefined;
  #chat: string | undefined;
  readonly #waiting: Heard[] = [];
  readonly #heard: Heard[] = [];
  readonly #undelivered: BotMessage[] = [];

  constructor(script: Script, port: ChatPort, clock: { now(): number }, seen: number) {
    this.#script = script;
    this.#port = port;
    this.#clock = clock;
    this.#seen = seen;
    this.#bot = script.bot;
    this.#chat = script.chat;
  }

  async play(step: Step): Promise<Shown | undefined> {
    switch (step.do) {
      case 'act':
        await this.#act(step.action, {});
        return undefined;
      case 'reply':
        await this.#reply(step.text, step.to);
        return undefined;
      case 'expect':
        return this.#expect(step);
      case 'expect-nothing':
        return this.#expectNothing(step.forMs);
      case 'advance':
        await this.#port.advance(step.ms);
        return undefined;
      case 'faults':
        await this.#port.setFaults(step.faults, step.seed);
        return undefined;
    }
  }

  async #act(action: Parameters<ChatPort['act']>[0], context: ActContext): Promise<void> {
    const { as: name } = this.#script;
    const message = await this.#port.act(action, { ...this.#parties(), ...(name && { name }), ...context });
    this.#bot = message.bot;
    this.#chat = message.chat;
  }

  async #reply(text: string, to: string | undefined): Promise<void> {
    this.#takeIn(await this.#port.messages(this.#filter(), 0));
    const heard = [...this.#heard, ...this.#waiting];
    const answered = heard.findLast(({ shown }) => to === undefined || textOf(shown).includes(to));
    if (answered === undefined) throw new StepFailed({ kind: 'nothing-to-answer' });
    await this.#act({ kind: 'text', text }, { replyTo: answered.message.id });
  }

  async #expect({ expectation, withinMs }: Extract<Step, { do: 'expect' }>): Promise<Shown> {
    const heard = await this.#next(withinMs);
    if (heard === undefined) {
      throw new StepFailed({ kind: 'silence', waitedMs: withinMs, undelivered: [...this.#undelivered] });
    }
    this.#heard.push(heard);
    const mismatches = checkExpectation(expectation, heard.shown);
    if (mismatches.length > 0) throw new StepFailed({ kind: 'mismatch', mismatches, received: heard.shown });
    return heard.shown;
  }

  async #expectNothing(forMs: number): Promise<undefined> {
    const heard = await this.#next(forMs);
    if (heard !== undefined) throw new StepFailed({ kind: 'unexpected', received: heard.shown });
    return undefined;
  }

  /** The bot's next Telegram message, waited for as long as it may take. */
  async #next(waitMs: number): Promise<Heard | undefined> {
    // The wait is the sandbox's: it ends with the first message, which may be the person's own or an undelivered one.
    const deadline = this.#clock.now() + waitMs;
    while (this.#waiting.length === 0) {
      const left = Math.max(0, deadline - this.#clock.now());
      const messages = await this.#port.messages(this.#filter(), left);
      this.#takeIn(messages);
      if (messages.length === 0) break;
    }
    return this.#waiting.shift();
  }

  #takeIn(messages: readonly ConversationMessage[]): void {
    for (const message of messages) {
      this.#seen = Math.max(this.#seen, message.id);
      if (message.by === 'user') continue;
      if (message.undelivered !== undefined) this.#undelivered.push(message);
      else for (const shown of message.shown) this.#waiting.push({ shown, message });
    }
  }

  #parties(): { bot?: string; chat?: string } {
    return { ...(this.#bot && { bot: this.#bot }), ...(this.#chat && { chat: this.#chat }) };
  }

  /** By the chat alone: what another bot sends to it shows up as undelivered, which explains a silence. */
  #filter(): { chat?: string; after: number } {
    return { after: this.#seen, ...(this.#chat && { chat: this.#chat }) };
  }
}

function textOf(shown: Shown): string {
  return shown.kind === 'text' ? shown.text : (shown.caption ?? '');
}

import type { Severity } from '../core/diagnostics/diagnostic.js';
import type { Answer, HttpCall, InspectedMessage, Part } from './source.js';

/*
 * What travels between the inspector's server and its page, as JSON. Types only: the page is built by itself.
 */

/** One bubble: one Telegram message. */
export interface Row {
  /** The message's id, a dot, and the number of the part. */
  readonly id: string;
  readonly message: string;
  /** The {@link ChatSummary.id} of its chat. */
  readonly chat: string;
  /** Its number within the chat, from 0. */
  readonly position: number;
  /** Of two states of one bubble the later one has the higher version. */
  readonly version: number;
  readonly side: InspectedMessage['side'];
  readonly at: number;
  readonly part: Part;
  readonly state: InspectedMessage['state'];
  readonly note: string;
  /** The message that this one answers. */
  readonly reply?: { readonly row: string; readonly text: string };
  /** Worst finding about the call; absent when there is none. */
  readonly worst?: Severity;
  /** Status of the last answer, 0 when none came; absent when nobody answered yet. */
  readonly answered?: number;
}

/** A line of the list of chats. */
export interface ChatSummary {
  /** The bot ID, a slash, and the chat ID. */
  readonly id: string;
  readonly bot: string;
  readonly chat: string;
  readonly name: string;
  /** Of two states of one chat the later one has the higher version. */
  readonly version: number;
  /** How many bubbles it has. */
  readonly count: number;
  readonly lastAt: number;
  readonly lastText: string;
  readonly lastSide: InspectedMessage['side'];
  /** How many of its bubbles did not reach the other side. */
  readonly failed: number;
}

/** The answer of `GET api/chats`. */
export interface ChatsAnswer {
  readonly kind: 'sandbox' | 'journal';
  readonly title: string;
  readonly canSay: boolean;
  readonly canReplay: boolean;
  /** Code points that a message of the person may have. */
  readonly textLimit: number;
  readonly chats: readonly ChatSummary[];
}

/** The answer of `GET api/rows`: rows `start` to `start + rows.length` of `total`. */
export interface RowsAnswer {
  readonly chat: string;
  readonly start: number;
  readonly total: number;
  readonly rows: readonly Row[];
}

/** One event of `GET api/events`. */
export type LiveEvent =
  | { readonly type: 'rows'; readonly rows: readonly Row[]; readonly chats: readonly ChatSummary[] }
  | { readonly type: 'reset' };

/** A finding at its place in a text. Lines and columns start at 1; `start` and `end` are UTF-16 offsets. */
export interface PlacedFinding {
  readonly id: string;
  readonly severity: Severity;
  readonly message: string;
  readonly help: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly start: number;
  readonly end: number;
}

/** A body with the findings about it. */
export interface CheckedText {
  readonly text: string;
  readonly findings: readonly PlacedFinding[];
}

/** How much of a limit a text uses. */
export interface TextUse {
  readonly label: string;
  /** Code points after Telegram's cleaning. */
  readonly used: number;
  /** Code points as written. */
  readonly raw: number;
  readonly limit: number;
}

/** The answer of `GET api/message`: everything about one message. */
export interface MessageDetail {
  readonly id: string;
  readonly bot: string;
  readonly chat: string;
  readonly name: string;
  readonly side: InspectedMessage['side'];
  readonly at: number;
  readonly state: InspectedMessage['state'];
  readonly note: string;
  readonly reference: string;
  readonly parts: number;
  readonly call: Omit<HttpCall, 'body'>;
  /** The body as it came. */
  readonly raw: CheckedText;
  /** The same laid out over lines; absent when it is not JSON, or already laid out. */
  readonly formatted?: CheckedText;
  readonly uses: readonly TextUse[];
  readonly answers: readonly Answer[];
  readonly curl: string;
  readonly replayable: boolean;
}

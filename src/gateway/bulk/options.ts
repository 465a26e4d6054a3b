import type { CmtgError } from '../../core/errors.js';
import type { Reason } from '../../core/wire/outcome.js';
import type { RowStates } from '../ledger/row-states.js';
import type { LedgerWriter } from '../ledger/write-ledger.js';
import type { GatewayEvent, SendPorts } from '../run.js';
import type { BulkPlan } from './plan.js';
import type { BulkRow } from './row.js';

export interface BulkOptions {
  readonly plan: Pick<BulkPlan, 'campaign' | 'endpoint' | 'tokenIn' | 'pace'>;
  /** Undefined sends no token at all: only the sandbox takes that. */
  readonly token?: string | undefined;
  readonly timeoutMs: number;
  /** How often one message of unknown outcome is sent again with `resend`; also what even a short run may repeat. */
  readonly retries: number;
  /** How long CM may make a run wait in a row before it is given up. */
  readonly maxWaitMs: number;
  readonly onUnknown: 'skip' | 'resend';
  /** Least time between two messages to one chat. */
  readonly partGapMs: number;
  /** The file may hold a chat several times, so chats have to be watched. */
  readonly repeatedChats: boolean;
  /** How many messages there are to send, as far as that is known: the budget of repetitions follows from it. */
  readonly expected: number;
  readonly nextBatch: number;
  readonly version?: string | undefined;
  /** Aborted by the first Ctrl-C: nothing new is posted, what is under way is finished. */
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: (event: GatewayEvent) => void;
  /** Called when the outcome of a request is durable. */
  readonly onBatch?: (report: BatchReport) => void;
}

export interface BulkPorts extends SendPorts {
  readonly rows: AsyncIterable<readonly BulkRow[]>;
  readonly ledger: LedgerWriter;
  /** What the ledger said so far; kept up to date. */
  readonly states: RowStates;
}

/** One request of a run that is over. */
export interface BatchReport {
  readonly batch: number;
  readonly messages: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly unknown: number;
  readonly notSent: number;
  /** The messages may have been sent before. */
  readonly again: boolean;
  readonly httpStatus: number | null;
  readonly errorCode: number | null;
  readonly reason: Reason | null;
  readonly details: string | null;
  readonly durationMs: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Why a run ended before the file did. */
export interface Stop {
  readonly reason: Reason | 'ledger' | 'failed';
  /** The breaker opened: so many requests in a row failed. */
  readonly failures?: number;
  /** CM's words, or cmtg's. Foreign text. */
  readonly details: string | null;
  readonly errorCode?: number | null;
  /** What ended the run when it was not CM: the ledger, or a request that could not even be made. */
  readonly error?: CmtgError | Error;
}

export interface BulkResult {
  readonly requests: number;
  readonly stopped?: Stop;
}

import type { StorePosition } from '../store.js';
import type { JournalFiles } from './journal-files.js';
import { createLineBuffer } from './line.js';
import type { Outage } from './outage.js';
import { cutBehind, isUntidy, writeBatch } from './segment.js';
import type { Segments } from './segments.js';

/** A record on its way to the disk. */
export interface Entry {
  /** Its line, as far as it is known before its number. */
  readonly begun: string;
  /** Size of what it keeps in memory. */
  readonly bytes: number;
  /** Called once: without an error when the record is safe. */
  done(error: Error | undefined): void;
}

/** Records that were written together. */
export interface Batch<E> {
  readonly entries: readonly E[];
  readonly firstSeq: number;
  readonly from: StorePosition;
  readonly bytes: number;
  /** Whether it was written because records before it had been refused. */
  readonly isTrial: boolean;
}

export interface GroupCommit<E> {
  /** Size of what waits for a batch of its own. */
  readonly waitingBytes: number;
  add(entry: E): void;
  /** Waits until everything added is settled, and tidies up no more. */
  end(): Promise<void>;
}

export interface GroupCommitPorts<E> {
  readonly segments: Segments;
  readonly files: JournalFiles;
  readonly outage: Outage;
  /** Milliseconds without a record after which the file is cut to its lines. */
  readonly quiet: number;
  /** After everybody in the batch was told that it is safe. */
  readonly onStored: (batch: Batch<E>) => void;
  readonly onRotated: () => void;
}

/** From so many records in one batch on, room is made for the next ones too: {@link writeBatch}. */
const crowd = 8;
/** So many may begin a sync while another one runs, when all that is then under way is no larger than this. */
const enough = 16;
const smallBytes = 4 * 1024 * 1024;

/**
 * What arrives while a sync runs is written and synced as one batch, so that the disk limits the size of batches and not
 * the number of answers. Where many arrive, a second sync begins before the first has ended.
 */
export function createGroupCommit<E extends Entry>(ports: GroupCommitPorts<E>): GroupCommit<E> {
  const { segments, files, outage, quiet, onStored } = ports;
  const lines = createLineBuffer();
  let lastSeq = segments.current.recovery.lastSeq;
  let waiting: E[] = [];
  let waitingBytes = 0;
  let runningBytes = 0;
  let isWriting = false;
  let isScheduled = false;
  let isEnded = false;
  let whenIdle = () => {};
  let quietTimer: NodeJS.Timeout | undefined;

  const isActive = () => isWriting || segments.current.lanes.running > 0;
  const isIdle = () => !isActive() && waiting.length === 0;

  const schedule = () => {
    if (isScheduled) return;
    isScheduled = true;
    // After the sockets that are readable now: their webhooks share this sync.
    setImmediate(() => {
      isScheduled = false;
      flush();
    });
  };

  const mayBegin = () => {
    const { running, isFree, hasFailed } = segments.current.lanes;
    if (running === 0) return true;
    return isFree && !hasFailed && waiting.length >= enough && runningBytes + waitingBytes <= smallBytes;
  };

  const flush = () => {
    if (isWriting || waiting.length === 0 || !mayBegin()) return;
    const [entries, bytes] = [waiting, waitingBytes];
    waiting = [];
    waitingBytes = 0;
    runningBytes += bytes;
    const error = segments.current.lanes.hasFailed ? rotate() : undefined;
    const from = { segment: segments.all.length - 1, at: segments.current.end };
    const batch = { entries, firstSeq: lastSeq + 1, from, bytes, isTrial: outage.goesOn };
    if (error === undefined) write(batch);
    else settle(batch, error);
  };

  const write = (batch: Batch<E>) => {
    const segment = segments.current;
    const lane = segment.lanes.take();
    for (const { begun } of batch.entries) {
      lastSeq += 1;
      lines.add(begun, lastSeq);
    }
    isWriting = true;
    writeBatch(segment, lane.fd, lines.take(), batch.entries.length >= crowd, files, (error) => {
      isWriting = false;
      if (error) {
        lane.giveBack();
        return settle(batch, error);
      }
      const { end } = segment;
      lane.sync((error) => {
        if (!error) segment.size = end;
        settle(batch, error);
      });
    });
  };

  const rotate = (): Error | undefined => {
    try {
      segments.rotate();
    } catch (error) {
      return error as Error;
    }
    lastSeq = Math.max(lastSeq, segments.current.recovery.lastSeq);
    ports.onRotated();
    return undefined;
  };

  const settle = (batch: Batch<E>, error: Error | undefined) => {
    runningBytes -= batch.bytes;
    if (error) {
      // Its numbers are free again. After a failed sync all that were written behind it fail too.
      lastSeq = Math.min(lastSeq, batch.firstSeq - 1);
      outage.add(error, segments.current.path, batch.entries.length);
    } else {
      if (batch.isTrial) outage.end(segments.current.path);
      // The disk is the slowest of all: it gets what waits before the answers for this batch are written.
      flush();
    }
    for (const entry of batch.entries) entry.done(error);
    if (!error) onStored(batch);
    goOn();
  };

  const goOn = () => {
    if (waiting.length > 0) return schedule();
    if (isActive()) return;
    whenIdle();
    clearTimeout(quietTimer);
    if (isUntidy(segments.current) && !isEnded) quietTimer = setTimeout(tidy, quiet).unref();
  };

  /** Whoever looks into the file when nothing goes on finds lines, and nothing else. */
  const tidy = () => {
    if (!isIdle() || !isUntidy(segments.current)) return;
    isWriting = true;
    cutBehind(segments.current, files, () => {
      isWriting = false;
      goOn();
    });
  };

  return {
    get waitingBytes() {
      return waitingBytes;
    },
    add(entry) {
      waiting.push(entry);
      waitingBytes += entry.bytes;
      if (!isActive() || waiting.length === enough) schedule();
    },
    async end() {
      if (!isIdle()) {
        await new Promise<void>((resolve) => {
          whenIdle = resolve;
        });
      }
      isEnded = true;
      clearTimeout(quietTimer);
    },
  };
}

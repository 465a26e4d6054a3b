/** What befalls a journal: said once when it begins, and once when it is over. */
export type JournalEvent =
  | { readonly type: 'failed'; readonly error: Error; readonly path: string }
  | { readonly type: 'recovered'; readonly path: string; readonly refused: number }
  | { readonly type: 'rotated'; readonly path: string };

/** Whether webhooks are being refused, and how many were. */
export interface Outage {
  readonly goesOn: boolean;
  /** So many records could not be stored. */
  add(error: Error, path: string, count: number): void;
  /** A batch that began during the outage has been stored. */
  end(path: string): void;
}

export function createOutage(onEvent: (event: JournalEvent) => void): Outage {
  let goesOn = false;
  let refused = 0;
  return {
    get goesOn() {
      return goesOn;
    },
    add(error, path, count) {
      if (!goesOn) onEvent({ type: 'failed', error, path });
      goesOn = true;
      refused += count;
    },
    end(path) {
      if (goesOn) onEvent({ type: 'recovered', path, refused });
      goesOn = false;
      refused = 0;
    },
  };
}

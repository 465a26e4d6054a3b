/** What a trace of system calls tells about the order of things. */
export interface Order {
  /** Requests whose bytes were handed to the network. */
  readonly posts: number;
  /** Messages in them. */
  readonly messages: number;
  /** Messages whose bytes left before their intent was durable: a loss of power then would forget them. */
  readonly tooEarly: number;
  /** Calls on the ledger that failed. */
  readonly failures: number;
  /** Requests that were begun (`connect`) after such a failure. */
  readonly afterFailure: number;
  /** Records written to the ledger after such a failure. */
  readonly writesAfterFailure: number;
  /** Names of all calls, by what they are about. */
  readonly calls: { readonly ledger: ReadonlySet<string>; readonly network: ReadonlySet<string> };
  readonly others: ReadonlySet<string>;
}

/** Reads a trace of `strace -f -y`, with the bytes of every write. */
export function judgeOrder(trace: string, ledger: string): Order {
  const durable = new Set<string>();
  let written: string[] = [];
  /** What a sync under way covers, by thread. */
  const covered = new Map<string, string[]>();
  const unfinished = new Map<string, string>();
  const connectedAfterFailure = new Set<string>();
  const calls = { ledger: new Set<string>(), network: new Set<string>() };
  const others = new Set<string>();
  let [posts, messages, tooEarly, failures, afterFailure, writesAfterFailure] = [0, 0, 0, 0, 0, 0];

  for (const line of trace.split('\n')) {
    // A call that another thread interrupted begins on one line and ends on another.
    const [, thread = '', resumed, name = ''] = /^(\d+)\s+(<\.\.\. )?(\w+)/.exec(line) ?? [];
    if (name === '') continue;
    const begins = resumed === undefined;
    // Descriptors up to 2 are the three standard streams, which may be sockets, too.
    const named = /^\d+\s+\w+\((?![012]<)[^"]*?<([^>]*)>/.exec(line)?.[1] ?? '';
    const subject = begins ? named : (unfinished.get(thread) ?? '');
    unfinished.set(thread, subject);
    const isLedger = subject === ledger;
    const isSocket = /^(socket|TCP)/.test(subject);
    if (isLedger) calls.ledger.add(name);
    else if (isSocket) calls.network.add(name);
    else others.add(name);

    if (begins && isLedger && name === 'write') {
      // The rest of a record whose beginning was written is still the write that fails.
      if (failures > 0 && line.includes(', "{\\"seq\\"')) writesAfterFailure++;
      written.push(...chatsOfIntents(line));
    }
    if (begins && isLedger && name === 'fdatasync') {
      covered.set(thread, written);
      written = [];
    }
    if (isLedger && / = -1 E/.test(line)) failures++;
    if (isLedger && name === 'fdatasync' && /\) += 0$/.test(line)) {
      for (const chat of covered.get(thread) ?? []) durable.add(chat);
    }
    if (begins && isSocket && name === 'connect') {
      if (failures > 0) connectedAfterFailure.add(subject);
      else connectedAfterFailure.delete(subject);
    }
    if (begins && isSocket && line.includes('"POST /')) {
      posts++;
      if (connectedAfterFailure.has(subject)) afterFailure++;
    }
    if (begins && isSocket) {
      for (const [, chat = ''] of line.matchAll(/\\"number\\":\\"(\d+)\\"/g)) {
        messages++;
        if (!durable.has(chat)) tooEarly++;
      }
    }
  }
  return { posts, messages, tooEarly, failures, afterFailure, writesAfterFailure, calls, others };
}

function chatsOfIntents(line: string): string[] {
  return line
    .split('\\n')
    .filter((record) => record.includes('\\"type\\":\\"intent\\"'))
    .flatMap((record) => [...record.matchAll(/\[\d+,\d+,\\"(\d+)\\"/g)].map(([, chat = '']) => chat));
}

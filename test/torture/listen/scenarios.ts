import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readJournal } from '../../../src/webhook/journal/read-journal.js';
import { createTempFolder } from '../../support/temp-folder.js';
import { type Listener, readRss, startListener, watchRss } from './listener.js';
import { nameIn, startLoad, wait } from './load.js';

/** Names of every webhook in a journal and in the files that followed it. */
async function readNames(path: string): Promise<{ names: Set<string>; bad: number }> {
  const names = new Set<string>();
  let bad = 0;
  const files = readdirSync(dirname(path)).filter((name) => name.endsWith('.ndjson'));
  for (const file of files) {
    for await (const entry of readJournal(join(dirname(path), file))) {
      if (entry.type === 'webhook') names.add(nameIn(entry.webhook.raw ?? '') ?? '');
      else if (entry.type === 'bad') bad += 1;
    }
  }
  return { names, bad };
}

/** Kills a listener at random moments under load; it always goes on in the same journal. */
export async function runKills(kills: number) {
  const path = join(createTempFolder(), 'killed.ndjson');
  const acknowledged: string[] = [];
  for (let kill = 0; kill < kills; kill++) {
    const listener = await startListener(['--journal', path]);
    const load = startLoad(listener.port, 64);
    await wait(40 + Math.random() * 260);
    await listener.end('SIGKILL');
    await load.end();
    acknowledged.push(...load.acknowledged);
  }
  // The last run recovers what the last kill left.
  const last = await startListener(['--journal', path]);
  await last.end('SIGTERM');
  const { names, bad } = await readNames(path);
  return { acknowledged: acknowledged.length, missing: acknowledged.filter((name) => !names.has(name)).length, bad };
}

/** Looks at the system calls: on every connection, the sync of a record must end before its 200 is written. */
export async function runOrder(requests: number) {
  const folder = createTempFolder();
  const trace = join(folder, 'trace');
  const calls = 'trace=read,recvfrom,write,writev,sendto,sendmsg,pwrite64,fdatasync';
  const listener = await startListener(
    ['--journal', join(folder, 'order.ndjson')],
    ['strace', '-f', '-qq', '-s', '1000000', '-e', calls, '-o', trace],
  );
  const load = startLoad(listener.port, 32);
  while (load.acknowledged.length < requests) await wait(50);
  await load.end();
  // strace hands no signal on; its only child is the listener.
  const children = readFileSync(`/proc/${listener.pid}/task/${listener.pid}/children`, 'utf8').trim().split(' ');
  process.kill(Number(children[0]), 'SIGTERM');
  await listener.end('SIGCONT');
  return judgeTrace(readFileSync(trace, 'latin1'));
}

function judgeTrace(trace: string) {
  const asked = new Map<string, string>();
  const unfinished = new Map<string, string>();
  const written: string[] = [];
  /** How much had been written when the sync of a thread began: what came later is none of its business. */
  const covered = new Map<string, number>();
  let unsynced = 0;
  const synced = new Set<string>();
  let acknowledged = 0;
  let violations = 0;
  let syncs = 0;
  for (const line of trace.split('\n')) {
    // A call that another thread interrupted begins on one line and ends on another.
    const [, thread = '', call = '', given] = /^(\d+)\s+(?:<\.\.\. )?(\w+)(?:\((\d+))?/.exec(line) ?? [];
    const fd = given ?? unfinished.get(thread) ?? '';
    if (given !== undefined) unfinished.set(thread, given);
    if (call === 'pwrite64') written.push(...(line.match(/webhook-\d+-\d+/g) ?? []));
    else if (call === 'fdatasync') {
      if (given !== undefined) covered.set(thread, written.length);
      if (!line.endsWith('= 0')) continue;
      const end = covered.get(thread) ?? 0;
      for (; unsynced < end; unsynced++) synced.add(written[unsynced] ?? '');
      syncs += 1;
    } else if ((call === 'read' || call === 'recvfrom') && line.includes('POST /hook')) {
      asked.set(fd, nameIn(line) ?? '');
    } else if (call.startsWith('write') && line.includes('HTTP/1.1 200')) {
      acknowledged += 1;
      if (!synced.has(asked.get(fd) ?? 'nothing')) violations += 1;
    }
  }
  return { acknowledged, violations, syncs };
}

/** Fills a small tmpfs, and makes room again. */
export async function runFullDisk() {
  const folder = createTempFolder();
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'cmtg-test', folder]).status === 0;
  if (!mounted) return undefined;
  let listener: Listener | undefined;
  try {
    const filler = join(folder, 'filler');
    writeFileSync(filler, Buffer.alloc(128 * 1024));
    const path = join(folder, 'full.ndjson');
    listener = await startListener(['--journal', path]);
    const load = startLoad(listener.port, 8, { size: 500, reconnect: true });
    while (load.otherStatuses.length < 20) await wait(20);
    rmSync(filler);
    const before = load.acknowledged.length;
    while (load.acknowledged.length < before + 20) await wait(20);
    await load.end();
    const { code } = await listener.end('SIGTERM');
    const { names, bad } = await readNames(path);
    const missing = load.acknowledged.filter((name) => !names.has(name)).length;
    return { statuses: new Set(load.otherStatuses), missing, bad, code, stderr: listener.stderr() };
  } finally {
    listener?.child.kill('SIGKILL');
    spawnSync('umount', ['-l', folder]);
  }
}

/** Lets the third sync fail. */
export async function runFailedSync() {
  const path = join(createTempFolder(), 'sync.ndjson');
  const inject = ['-e', 'trace=fdatasync', '-e', 'inject=fdatasync:error=EIO:when=3'];
  const listener = await startListener(['--journal', path], ['strace', '-f', '-qq', '-o', '/dev/null', ...inject]);
  const load = startLoad(listener.port, 4, { reconnect: true });
  while (load.acknowledged.length < 60) await wait(20);
  await load.end();
  const { names } = await readNames(path);
  const children = readFileSync(`/proc/${listener.pid}/task/${listener.pid}/children`, 'utf8').trim().split(' ');
  process.kill(Number(children[0]), 'SIGTERM');
  await listener.end('SIGCONT');
  return {
    statuses: new Set(load.otherStatuses),
    missing: load.acknowledged.filter((name) => !names.has(name)).length,
    rotated: existsSync(path.replace('.ndjson', '.2.ndjson')),
    stderr: listener.stderr(),
  };
}

/**
 * SIGTERM at full load. What a client sends after the signal may meet a closed connection, as with any HTTP server; what
 * it sent before must be answered.
 */
export async function runStops(times: number) {
  let unanswered = 0;
  let late = 0;
  let slowest = 0;
  const codes = new Set<number | null>();
  const lastLines = new Set<string | undefined>();
  let acknowledged = 0;
  for (let time = 0; time < times; time++) {
    const listener = await startListener([]);
    const load = startLoad(listener.port, 64);
    await wait(300 + Math.random() * 200);
    const signalled = performance.now();
    const { code, ms } = await listener.end('SIGTERM');
    await load.end();
    unanswered += load.unanswered(signalled);
    late += load.unanswered(Number.POSITIVE_INFINITY) - load.unanswered(signalled);
    acknowledged += load.acknowledged.length;
    slowest = Math.max(slowest, ms);
    codes.add(code);
    lastLines.add(listener.lines.at(-1));
  }
  return { unanswered, late, slowest, codes, lastLines, acknowledged };
}

/** The reader of stdout sleeps under load, and wakes. */
export async function runSleepingReader(sleepMs: number) {
  const listener = await startListener([]);
  const warm = startLoad(listener.port, 16);
  await wait(Math.min(sleepMs, 5000));
  await warm.end();
  const before = readRss(listener.pid);
  listener.pause();
  const load = startLoad(listener.port, 16, { pauseMs: 10 });
  const peak = await watchRss(listener.pid, () => wait(sleepMs));
  const asleep = listener.lines.length;
  await load.end();
  listener.resume();
  const names = [...warm.acknowledged, ...load.acknowledged];
  for (let last = -1; last !== listener.lines.length; ) {
    last = listener.lines.length;
    await wait(1000);
  }
  const { code } = await listener.end('SIGTERM');
  const shown = new Set(listener.lines.map((line) => nameIn(line)));
  return {
    growth: peak - before,
    acknowledged: load.acknowledged.length,
    heldBack: names.length - asleep,
    missing: names.filter((name) => !shown.has(name)).length,
    code,
  };
}

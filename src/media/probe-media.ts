import type { ProbeResult } from '../core/rules/probe-result.js';
import type { ProbeHttp } from '../http/probe-http.js';
import type { ProbePolicy } from './probe-guard.js';
import { probeUrl } from './probe-url.js';

export interface ProbeOptions extends Partial<ProbePolicy> {
  /** Milliseconds one address may take in all, redirects included; 10 seconds unless told otherwise. */
  readonly timeoutMs?: number;
  /** How many addresses are looked at at the same time; 6 unless told otherwise. */
  readonly parallel?: number;
  /** Goes into the user-agent. */
  readonly version: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface ProbePorts {
  readonly http: ProbeHttp;
}

/**
 * Looks at every address once, however often it is given. Results come in the order in which the addresses first
 * appear. Rejects only when `signal` is aborted, with its reason.
 */
export async function probeMedia(
  urls: Iterable<string>,
  options: ProbeOptions,
  ports: ProbePorts,
): Promise<ReadonlyMap<string, ProbeResult>> {
  const queue = [...new Set(urls)];
  const results = new Map<string, ProbeResult>();
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < queue.length; index = next++) {
      const url = queue[index] ?? '';
      const result = await probeInTime(url, options, ports);
      results.set(url, result);
      options.onProgress?.(++done, queue.length);
    }
  };
  await Promise.all(Array.from({ length: Math.min(options.parallel ?? 6, queue.length) }, work));
  return new Map(queue.flatMap((url) => (results.has(url) ? [[url, results.get(url) as ProbeResult]] : [])));
}

async function probeInTime(url: string, options: ProbeOptions, { http }: ProbePorts): Promise<ProbeResult> {
  const { signal, timeoutMs = 10_000, allowHttp = false, allowLoopback = false, version } = options;
  signal?.throwIfAborted();
  const limit = new AbortController();
  const interrupt = () => limit.abort();
  const timer = setTimeout(interrupt, timeoutMs);
  signal?.addEventListener('abort', interrupt, { once: true });
  try {
    return await probeUrl(
      url,
      { allowHttp, allowLoopback, userAgent: `cmtg/${version} (media probe)`, signal: limit.signal },
      http,
    );
  } catch (error) {
    if (!limit.signal.aborted) throw error;
    signal?.throwIfAborted();
    const host = URL.canParse(url) ? new URL(url).hostname : '';
    return { kind: 'unreachable', reason: 'timeout', host, redirected: false };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', interrupt);
  }
}

import { facts } from '../../core/channel/telegram.js';
import type { BulkResult } from '../../gateway/bulk/options.js';
import { runBulk } from '../../gateway/bulk/run-bulk.js';
import { createNodeLedgerFs } from '../../gateway/ledger/node-ledger-fs.js';
import { replayLedger } from '../../gateway/ledger/replay.js';
import type { CommandContext } from '../context.js';
import { createGatewayPorts } from '../send/gateway-options.js';
import { createTrace } from '../send/trace.js';
import type { Execution } from './execution.js';
import { createFingerprint } from './fingerprint.js';
import { finish } from './finish.js';
import { createMonitor, toFigures } from './monitor.js';
import { openRows } from './open-rows.js';

/** Carries a run out, begun or resumed, reports it, and tells the exit code. */
export async function execute(execution: Execution, context: CommandContext): Promise<number> {
  const { plan, ledger, line, config, onUnknown, expected } = execution;
  const { settings } = config;
  const total = plan.input.selected;
  const monitor = createMonitor(total, ledger.states, context);
  const trace = createTrace(context);
  const fingerprint = createFingerprint();
  const endpoint = plan.sandbox === true ? settings.endpoint : plan.endpoint;
  const { interrupted } = context.io;
  interrupted.addEventListener('abort', monitor.onStop, { once: true });
  let result: BulkResult | undefined;
  let failure: unknown;
  try {
    result = await runBulk(
      {
        plan: { ...plan, endpoint },
        token: line.token,
        timeoutMs: settings.timeout,
        retries: settings.retries,
        maxWaitMs: settings.maxWait,
        onUnknown,
        partGapMs: 1000 / facts.chatRate.value,
        repeatedChats: !plan.checks.duplicates,
        expected,
        nextBatch: ledger.nextBatch,
        version: context.io.version,
        signal: interrupted,
        onEvent: (event) => {
          monitor.onWait(event);
          trace(event);
        },
        onBatch: monitor.onBatch,
      },
      {
        ...createGatewayPorts(line.http, context.io),
        ledger: ledger.writer,
        states: ledger.states,
        rows: openRows(plan, ledger.states, (bytes) => fingerprint.add(bytes)),
      },
    );
    const reason = result.stopped?.reason ?? 'finished';
    if (ledger.writer.failure === undefined) {
      await ledger.writer.commit({ type: 'end', at: new Date(context.io.clock.now()).toISOString(), reason });
    }
  } catch (error) {
    failure = error;
  } finally {
    interrupted.removeEventListener('abort', monitor.onStop);
    monitor.stop();
    await ledger.close();
  }
  if (result === undefined) throw failure;
  const broken = ledger.writer.failure;
  let { states } = ledger;
  if (broken !== undefined) {
    // Whatever else ended the run, and even when its last request went well: what it taught is not recorded. The ledger
    // is what a resume goes by, so the figures are what it says.
    result = { ...result, stopped: { reason: 'ledger', details: null, error: broken } };
    const recorded = await replayLedger(
      execution.path,
      createNodeLedgerFs(() => ''),
    ).catch(() => undefined);
    states = recorded?.states ?? states;
  }
  const changed = result.stopped === undefined && fingerprint.finish().sha256 !== plan.input.sha256;
  return finish(
    { ...execution, result, changed, figures: toFigures(total, states), failures: monitor.failures },
    context,
  );
}

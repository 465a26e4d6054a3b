import type { Finding } from '../../core/diagnostics/diagnostic.js';
import { CmtgError } from '../../core/errors.js';
import type { Payload } from '../../core/payload/payload.js';
import { probePayloads } from '../../media/probe-payload.js';
import { createSpinner } from '../../render/progress.js';
import type { CommandInput } from '../command-spec.js';
import type { CommandContext } from '../context.js';
import { readFlag } from '../option-values.js';

/** Looks at the media files of payloads (`--probe`), each address once, with a progress line on a terminal. */
export async function probeMediaFiles(
  payloads: readonly Pick<Payload, 'messages'>[],
  options: CommandInput['options'],
  context: CommandContext,
): Promise<Finding[][]> {
  const { io, global, stderr } = context;
  const spinner = createSpinner('Looking at the media files …', {
    stream: stderr.stream,
    isTTY: stderr.isTTY,
    env: io.env,
    wanted: !global.json && !global.quiet,
  });
  try {
    const { http, policy } = await io.createProbeHttp();
    return await probePayloads(
      payloads,
      {
        ...policy,
        ...(readFlag(options, 'probeHttp') ? { allowHttp: true } : {}),
        version: io.version,
        signal: io.interrupted,
        onProgress: (done, total) => spinner.update(`Looking at the media files … ${done} of ${total}`),
      },
      { http },
    );
  } catch (error) {
    if (!io.interrupted.aborted) throw error;
    throw new CmtgError('Interrupted while looking at the media files; nothing was sent.', {
      code: 'interrupted',
      category: 'unreachable',
      cause: error,
    });
  } finally {
    spinner.stop();
  }
}

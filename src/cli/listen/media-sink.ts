import { resolve } from 'node:path';
import { resolveProductToken } from '../../config/token.js';
import { readTextStream } from '../../input/read-text.js';
import { downloadMedia } from '../../media/download-media.js';
import { buildFileName } from '../../media/file-name.js';
import { prepareFolder, writeNewFile } from '../../media/write-new-file.js';
import { renderMedia } from '../../render/webhook-results.js';
import { createSaveMediaSink } from '../../webhook/save-media.js';
import type { WebhookSink } from '../../webhook/sink.js';
import type { CommandContext } from '../context.js';
import { readString } from '../option-values.js';
import { loadSendConfig } from '../send/load-send-config.js';
import type { SinkContext } from './sink-context.js';

/** Telegram gives bots files up to 20 MB; CM may pass on more of other channels. */
const MOST_BYTES = 25_000_000;

/** `--save-media`: downloads the files that people send. */
export async function createListenMedia(shared: SinkContext): Promise<WebhookSink> {
  const { context, options, read, report, timeoutMs, ending } = shared;
  const directory = resolve(context.io.cwd, readString(options, 'saveMedia') ?? '');
  prepareFolder(directory);
  const token = await findToken(shared, context);
  const { http, policy } = await context.io.createProbeHttp();
  return createSaveMediaSink({
    read,
    save: async (media, id) => {
      const timer = new AbortController();
      const done = new AbortController();
      context.io.clock.sleep(timeoutMs, done.signal).then(
        () => timer.abort(),
        () => {},
      );
      try {
        const signal = AbortSignal.any([timer.signal, ending]);
        const download = await downloadMedia(media.uri, { http, token, maxBytes: MOST_BYTES, policy, signal });
        if ('refused' in download) return { file: null, bytes: 0, refused: download.refused };
        const name = buildFileName(id, media.title, media.contentType || download.contentType);
        const file = await writeNewFile(directory, name, download.bytes);
        return { file, bytes: download.bytes.byteLength, refused: null };
      } finally {
        done.abort();
      }
    },
    onResult: (result) => report({ type: 'media', ...result }, () => renderMedia(result, context.outStyle)),
  });
}

/** Only CM's own media hosts ever get it; without one everything else still works. */
async function findToken({ options }: SinkContext, context: CommandContext): Promise<string | undefined> {
  const config = await loadSendConfig(options, context);
  const resolved = await resolveProductToken(config, {
    env: context.io.env,
    cwd: context.io.cwd,
    readStdin: () => readTextStream(context.io.stdin),
  });
  context.redactor.add(resolved?.token);
  if (resolved === undefined) {
    context.note('No product token is set: files that CM keeps behind a login cannot be downloaded.');
  }
  return resolved?.token;
}

import { hasBotToken } from '../core/channel/bot-token.js';
import type { Finding, Path } from '../core/diagnostics/diagnostic.js';
import type { Media, Payload } from '../core/payload/payload.js';
import { checkProbe } from '../core/rules/check-probe.js';
import { type ProbeOptions, type ProbePorts, probeMedia } from './probe-media.js';

/**
 * Looks at every media file of a payload and says what speaks against it, in the order of the payload. An address that
 * repeats is fetched once. Rejects only when `options.signal` is aborted, with its reason.
 */
export async function probePayload(
  payload: Pick<Payload, 'messages'>,
  options: ProbeOptions,
  ports: ProbePorts,
): Promise<Finding[]> {
  return (await probePayloads([payload], options, ports)).flat();
}

/** The same for several payloads, which share one look at each address. One list of findings a payload. */
export async function probePayloads(
  payloads: readonly Pick<Payload, 'messages'>[],
  options: ProbeOptions,
  ports: ProbePorts,
): Promise<Finding[][]> {
  const places = payloads.map(findMedia);
  const results = await probeMedia(
    places.flat().map(({ url }) => url),
    options,
    ports,
  );
  return places.map((media) =>
    media.flatMap(({ url, media, path }) => {
      const result = results.get(url);
      return result === undefined ? [] : checkProbe(media, path, result);
    }),
  );
}

function findMedia(payload: Pick<Payload, 'messages'>): { url: string; media: Media; path: Path }[] {
  return payload.messages.msg.flatMap((message, index) =>
    (message.richContent?.conversation ?? []).flatMap(({ media }, item) => {
      const path = ['messages', 'msg', index, 'richContent', 'conversation', item, 'media'];
      const url = media?.mediaUri ?? '';
      // An address that holds a bot token is an error already, and is not shown to one more server.
      return media === undefined || url === '' || hasBotToken(url) ? [] : [{ url, media, path }];
    }),
  );
}

import { detectMediaKind, mediaKinds } from '../../core/channel/media-kind.js';
import { facts } from '../../core/channel/telegram.js';
import { buildDiagnostics } from '../../core/diagnostics/build-diagnostics.js';
import type { Finding } from '../../core/diagnostics/diagnostic.js';
import { buildMedia } from '../../core/payload/build-message.js';
import type { Message } from '../../core/payload/payload.js';
import { type MediaPlanInput, planMedia } from '../../core/payload/plan-send.js';
import { splitText } from '../../core/text/split.js';
import { renderSafeText } from '../../render/safe-text.js';
import type { CommandInput, CommandRun } from '../command-spec.js';
import type { CommandContext } from '../context.js';
import { readFlag, readString, usageError } from '../option-values.js';
import { wantsProbe } from '../probe/wants-probe.js';
import { checkMessages } from '../send/check-messages.js';
import { deliver } from '../send/deliver.js';
import { createFlagOrigins } from '../send/flag-origins.js';
import { loadSendConfig } from '../send/load-send-config.js';
import { readAddressing } from '../send/read-addressing.js';
import { readMediaUrls } from '../send/read-media-urls.js';
import { refuseBulkFlags } from '../send/refuse-bulk-flags.js';

/** `cmtg send-media`: files by public URL, each a Telegram message of its own. */
export const runSendMedia: CommandRun = async ({ args, options }, context) => {
  if (readString(options, 'recipients') !== undefined) {
    const { sendBulk } = await import('../bulk/send-bulk.js');
    return sendBulk('send-media', { args, options }, context);
  }
  refuseBulkFlags(options);
  const urls = readMediaUrls(args);
  const name = readString(options, 'name');
  const mimeType = readString(options, 'mime');
  if (urls.length > 1 && (name !== undefined || mimeType !== undefined)) {
    throw usageError(
      '--name and --mime describe one file, but there are several URLs.',
      'Send them with one command each.',
    );
  }
  if (wantsProbe(options) && readFlag(options, 'sandbox')) {
    throw usageError(
      '--probe fetches the files from the network, and with --sandbox nothing leaves the machine.',
      'Use --probe with --dry-run, or leave one of the two out.',
    );
  }
  const config = await loadSendConfig(options, context);
  const fields = readAddressing(options, config, context);
  const media = urls.map((url) => ({
    url,
    ...(name === undefined ? {} : { name }),
    ...(mimeType === undefined ? {} : { mimeType }),
  }));
  noteKinds(media, context);
  const planned = planMedia({ ...fields, media, ...readCaption(options), rich: config.settings.textIn === 'rich' });
  // Every chat gets the same files, so the first message shows them all.
  const checked = checkMessages(planned.messages);
  const probed = wantsProbe(options) ? await probe(planned.messages.slice(0, 1), checked, options, context) : [];
  const diagnostics = buildDiagnostics(
    [...checked, ...probed],
    createFlagOrigins(
      {
        text: '--caption',
        media: urls.length === 1 ? 'the URL' : urls.map((_url, index) => `URL ${index + 1}`),
        name: name === undefined ? 'the name in the URL' : '--name',
        mimeType: mimeType === undefined ? 'the type of the URL' : '--mime',
      },
      config,
    ),
    config.settings.rules,
  );
  return deliver({ command: 'send-media', plan: planned.plan, diagnostics, config, options }, context);
};

function readCaption(options: CommandInput['options']): Pick<MediaPlanInput, 'caption' | 'following'> {
  const caption = readString(options, 'caption');
  if (caption === undefined) {
    if (readFlag(options, 'captionAsText')) throw usageError('--caption-as-text needs a --caption.');
    return {};
  }
  if (!readFlag(options, 'captionAsText')) return { caption };
  const parts = readFlag(options, 'split') ? splitText(caption, facts.textLength.value).parts : [caption];
  return { following: parts.length === 0 ? [caption] : parts };
}

/** Looks at the files themselves, and says so when nothing speaks against them. */
async function probe(
  msg: readonly Message[],
  checked: readonly Finding[],
  options: CommandInput['options'],
  context: CommandContext,
): Promise<readonly Finding[]> {
  // Loaded here: only `--probe` needs it.
  const { probeMediaFiles } = await import('../probe/probe-media-files.js');
  const findings = (await probeMediaFiles([{ messages: { msg } }], options, context)).flat();
  // An address with a finding of its own may never have been asked.
  const isAsked = !checked.some(({ ruleId }) => /^(?:media\/url-(?!not-https)|secret\/)/.test(ruleId));
  if (isAsked && findings.length === 0) {
    context.note(context.errStyle.dim('probe: every file can be fetched and is what it says'));
  }
  return findings;
}

/** Says what Telegram makes of each file, and how large CM lets it be: nobody reports a file that is too large. */
function noteKinds(media: readonly Parameters<typeof buildMedia>[0][], context: CommandContext): void {
  for (const input of media) {
    const { mediaName = input.url, mimeType } = buildMedia(input);
    if (mimeType === undefined) continue;
    const { kind, maxSize } = mediaKinds[detectMediaKind(mimeType)];
    const shown = renderSafeText(mediaName, { maxLength: 60 });
    context.note(
      context.errStyle.dim(`${shown}: ${kind} (${renderSafeText(mimeType)}), at most ${maxSize.value} ${maxSize.unit}`),
    );
  }
}

import { checkPayload } from '../../core/check-payload.js';
import type { Payload } from '../../core/payload/payload.js';
import { isPlaceholder } from '../../core/rules/checks/placeholder.js';
import { decodeUtf8Text } from '../../core/text/decode-utf8.js';
import type { CheckedFile } from '../../render/report/report.js';
import type { CommandContext } from '../context.js';
import type { CheckSetting } from './check-setting.js';
import { isConfigName } from './config-name.js';
import type { Target } from './find-targets.js';
import { readSource } from './read-source.js';
import type { RepairedTarget } from './repair-target.js';

/** A file that was checked, with what the run needs of it besides the report. */
export interface CheckedTarget extends CheckedFile {
  readonly payload?: Payload;
  readonly fixed: number;
  /** What `--fix-dry-run` shows. */
  readonly diff?: { readonly before: string; readonly after: string };
}

/** Reads and checks one target. Throws CmtgError of category `input` when it cannot be read or written. */
export async function checkTarget(
  target: Target,
  setting: CheckSetting,
  context: CommandContext,
): Promise<CheckedTarget> {
  if (setting.kind === 'recipients') {
    const { checkRecipientsFile } = await import('./check-recipients-file.js');
    const diagnostics = await checkRecipientsFile(target, setting, context);
    return { file: target.name, diagnostics, secrets: [], fixed: 0 };
  }
  const bytes = await readSource(target, context);
  const file = target.name;
  const { overrides } = setting;
  if (setting.kind === 'config' || (setting.kind === 'auto' && isConfigName(file))) {
    const { checkConfigFile } = await import('./check-config-file.js');
    const { text, diagnostics } = await checkConfigFile(bytes, { file, home: context.io.home, overrides });
    return { file, diagnostics, text, secrets: [], fixed: 0 };
  }
  const repaired = setting.fix === 'no' ? undefined : await repair(target, bytes, setting);
  const source = repaired?.text ?? bytes;
  const { diagnostics, payload } = checkPayload(source, { file, overrides, kind: setting.kind });
  const secrets = secretsOf(payload);
  for (const secret of secrets) context.redactor.add(secret);
  return {
    file,
    diagnostics,
    secrets,
    fixed: repaired?.fixed ?? 0,
    ...(payload === undefined ? {} : { payload }),
    ...(repaired?.diff === undefined ? {} : { diff: repaired.diff }),
    // The text is needed only to show the places of findings.
    ...(diagnostics.length === 0 && !setting.keepText
      ? {}
      : { text: typeof source === 'string' ? source : decodeUtf8Text(source).text }),
  };
}

/** Loaded only when something is to be repaired: a plain check starts faster without it. */
async function repair(target: Target, bytes: Uint8Array, setting: CheckSetting): Promise<RepairedTarget | undefined> {
  const { repairTarget } = await import('./repair-target.js');
  return repairTarget(target, bytes, setting);
}

/** The product token of a payload: it must not be shown, in no report. */
function secretsOf(payload: Payload | undefined): string[] {
  const token = payload?.messages.authentication?.producttoken?.trim();
  return token === undefined || token === '' || isPlaceholder(token) ? [] : [token];
}

import { CmtgError } from '../../core/errors.js';
import { formatOrigin } from '../config-error.js';
import { checkTokenDestination } from '../destination.js';
import type { ResolvedConfig } from '../settings.js';
import type { ProductToken } from '../token.js';
import { type DoctorLine, fail, ok, warn } from './line.js';

export function checkConfig(config: ResolvedConfig): readonly DoctorLine[] {
  const { files, profile, warnings } = config;
  const read = files.length === 0 ? 'No configuration file; defaults and environment only' : `Read ${files.join(', ')}`;
  const line = ok('config', profile === undefined ? read : `${read} (profile ${profile})`);
  return [
    line,
    ...warnings.map(({ message, suggestion }) => warn('config', message, suggestion && `Write ${suggestion}.`)),
  ];
}

/** Who may change a configuration may say where the token goes. `modes` are permission bits by file. */
export function checkModes(modes: ReadonlyMap<string, number | undefined>): readonly DoctorLine[] {
  const loose = [...modes].filter(([, mode]) => ((mode ?? 0) & 0o022) !== 0);
  return loose.map(([file, mode]) =>
    warn(
      'modes',
      `Others may change ${file} (mode ${((mode ?? 0) & 0o777).toString(8).padStart(4, '0')}).`,
      'Run: chmod go-w on it',
    ),
  );
}

export function checkSender({ settings, origins }: ResolvedConfig): DoctorLine {
  const { from } = settings;
  if (from === undefined) {
    return warn(
      'sender',
      'No bot ID is set.',
      'Run `cmtg init`, or set CMTG_FROM. CM’s Channels app shows the bot ID.',
    );
  }
  const message = `Bot ID ${from} (${formatOrigin(origins['from'] ?? { kind: 'default' })})`;
  // CM does not document the form of a bot ID.
  return /^\d+$/.test(from)
    ? ok('sender', message)
    : warn('sender', `${message} is not a number.`, 'Compare it with CM’s Channels app.');
}

/** `result` is what `resolveProductToken` gave or threw. The token itself is not looked at. */
export function checkProductToken(result: ProductToken | CmtgError | undefined): readonly DoctorLine[] {
  if (result instanceof CmtgError) return [fail('token', result.message, result.hint)];
  if (result === undefined) {
    const cure = 'Run `cmtg init`, or set CMTG_PRODUCT_TOKEN. CM’s Channels app shows the token.';
    return [warn('token', 'No product token is set: only the sandbox can be sent to.', cure)];
  }
  const { origin, warnings } = result;
  if (warnings.length === 0) return [ok('token', `Product token from ${formatOrigin(origin)}`)];
  return warnings.map(({ message }) => warn('token', message, 'Compare it with CM’s Channels app.'));
}

/** Whether the product token may go to the endpoint. */
export function checkEndpoint({ settings, origins }: ResolvedConfig): DoctorLine {
  const origin = origins['endpoint'] ?? { kind: 'default' };
  try {
    checkTokenDestination(settings.endpoint, origin);
  } catch (error) {
    if (!(error instanceof CmtgError)) throw error;
    return fail('endpoint', error.message, error.hint);
  }
  return ok('endpoint', `Messages go to ${settings.endpoint} (${formatOrigin(origin)})`);
}

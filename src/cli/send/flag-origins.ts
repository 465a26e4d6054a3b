import type { ResolvedConfig } from '../../config/settings.js';
import type { Finding, Origin } from '../../core/diagnostics/diagnostic.js';

/** The flags (or words for them) that the parts of a message came from. */
export interface FlagNames {
  /** Where the text came from: `the text`, `--text-file`, `stdin`. */
  readonly text: string;
  /** Of several files each has its own name, in order. */
  readonly media?: string | readonly string[];
  readonly name?: string;
  readonly mimeType?: string;
}

/** Tells for a finding in a built message which flag, argument or setting its value came from. */
export function createFlagOrigins(names: FlagNames, config: ResolvedConfig): (finding: Finding) => Origin {
  return ({ path }) => {
    const keys = path.filter((step) => typeof step === 'string');
    const item = path[path.indexOf('conversation') + 1];
    const media = typeof names.media === 'object' ? names.media[Number(item)] : names.media;
    return { kind: 'flag', name: nameOf(keys, media, names, config) };
  };
}

function nameOf(keys: readonly string[], media: string | undefined, names: FlagNames, config: ResolvedConfig): string {
  if (keys.includes('from')) return settingName('from', '--from', config);
  if (keys.includes('to')) return '--to';
  if (keys.includes('reference')) return '--reference';
  if (keys.some((key) => key.startsWith('customGrouping'))) return settingName('grouping', '--grouping', config);
  if (keys.includes('validity')) return settingName('validity', '--validity', config);
  if (keys.includes('mediaName')) return names.name ?? '--name';
  if (keys.includes('mimeType')) return names.mimeType ?? '--mime';
  if (keys.includes('media') || keys.at(-1) === 'conversation') return media ?? 'the address';
  return names.text;
}

/** A setting that came from a file or a variable is named after that, so that the user looks in the right place. */
function settingName(key: string, flag: string, config: ResolvedConfig): string {
  const origin = config.origins[key];
  switch (origin?.kind) {
    case 'user-file':
    case 'project-file':
      return `"${key}" in ${origin.file}`;
    case 'environment':
      return origin.name;
    default:
      return flag;
  }
}

/** Ways to set off text. Without colour every one of them returns the text as it is. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly underline: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly blue: (text: string) => string;
  readonly cyan: (text: string) => string;
  readonly magenta: (text: string) => string;
  /** Whether box drawing and other signs beyond ASCII may be used. */
  readonly unicode: boolean;
  readonly color: boolean;
}

/** What decides about colour. */
export interface StyleInput {
  readonly isTTY: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** False for `--no-color`, which beats everything. */
  readonly colorFlag: boolean;
}

/** The style for one stream. Loads the colour package only when there is colour. */
export async function createStyle(input: StyleInput): Promise<Style> {
  const unicode = hasUnicode(input.env);
  if (!hasColor(input)) return { ...plain, unicode };
  const { Chalk } = await import('chalk');
  const { bold, dim, underline, red, green, yellow, blue, cyan, magenta } = new Chalk({ level: 1 });
  return { bold, dim, underline, red, green, yellow, blue, cyan, magenta, unicode, color: true };
}

const same = (text: string) => text;

/** Style without colour. */
export const plain: Style = {
  bold: same,
  dim: same,
  underline: same,
  red: same,
  green: same,
  yellow: same,
  blue: same,
  cyan: same,
  magenta: same,
  unicode: true,
  color: false,
};

/**
 * `--no-color`, then FORCE_COLOR (Node's own rule: it beats NO_COLOR, and an empty value means on), then NO_COLOR
 * (no-color.org: any value but an empty one), then whether there is a terminal that can.
 */
export function hasColor({ isTTY, env, colorFlag }: StyleInput): boolean {
  if (!colorFlag) return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  return isTTY && env['TERM'] !== 'dumb';
}

/** The Linux console and locales other than UTF-8 draw no signs beyond ASCII. */
function hasUnicode(env: StyleInput['env']): boolean {
  if (env['TERM'] === 'linux') return false;
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  return locale === '' || /utf-?8/i.test(locale);
}

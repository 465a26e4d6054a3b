import type { CommandSpec, OptionSpec } from '../../src/cli/command-spec.js';
import { commandTable } from '../../src/cli/command-table.js';
import { globalOptions } from '../../src/cli/global-options.js';

/** Fills the option tables of a page: what stands between `<!-- options:NAME -->` and `<!-- /options -->`. */
export function fillOptions(page: string): string {
  return page.replace(
    /(<!-- options:([\w -]+) -->\n)[\s\S]*?(<!-- \/options -->)/g,
    (_all, open: string, name: string, close: string) => {
      return `${open}${renderOptions(name)}${close}`;
    },
  );
}

function renderOptions(name: string): string {
  const options = name === 'global' ? globalOptions : (findCommand(name.split(' '), commandTable)?.options ?? []);
  if (options.length === 0) return 'None but the [global ones](README.md#global-options).\n';
  const rows = options.map((option) => `| \`${escapeCell(option.flags)}\` | ${describe(option)} |`);
  return ['| option | meaning |', '| --- | --- |', ...rows, ''].join('\n');
}

function describe({ description, defaultText, choices }: OptionSpec): string {
  const among = choices === undefined ? '' : ` (${choices.join(', ')})`;
  const fallback = defaultText === undefined ? '' : `; default ${defaultText}`;
  return escapeCell(`${description}${among}${fallback}`);
}

function findCommand([name, ...rest]: readonly string[], table: readonly CommandSpec[]): CommandSpec | undefined {
  const found = table.find((spec) => spec.name === name);
  if (found === undefined) throw new Error(`A page asks for the options of an unknown command: ${name}`);
  return rest.length === 0 ? found : findCommand(rest, found.subcommands ?? []);
}

function escapeCell(text: string): string {
  return text.replace(/\|/g, '\\|');
}

/** The index of the commands: every one with its summary, and the global options. */
export function renderCommandIndex(): string {
  const rows = commandTable
    .filter(({ hidden }) => hidden !== true)
    .map(({ name, summary }) => `| [\`cmtg ${name}\`](${name}.md) | ${summary} |`);
  return [
    '# Commands',
    '',
    '| command | what it does |',
    '| --- | --- |',
    ...rows,
    '',
    '## Global options',
    '',
    'Every command takes these, before or after its name.',
    '',
    '<!-- options:global -->',
    renderOptions('global').trimEnd(),
    '<!-- /options -->',
    '',
  ].join('\n');
}

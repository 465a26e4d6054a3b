import type { CompletionNode, CompletionOption, Value } from './build-tree.js';
import { pathOf, valuedNames } from './shell-data.js';

/** A completion script for fish 3 and later. */
export function renderFish(tree: readonly CompletionNode[]): string {
  return `# fish completion for cmtg. Install: cmtg completion fish > ~/.config/fish/completions/cmtg.fish

# Prints the command that is being typed, such as "config set", and how many arguments stand behind it.
function __cmtg_state
    set -l words (commandline -opc)
    set -l path ''
    set -l at 0
    set -l expect 0
    for word in $words[2..-1]
        if test $expect = 1
            set expect 0
            continue
        end
        if string match -q -- '-*' $word
            if not string match -q -- '*=*' $word; and contains -- $word (__cmtg_valued $path)
                set expect 1
            end
            continue
        end
        if test $at = 0; and contains -- $word (__cmtg_children $path)
            set path (string trim -- "$path $word")
        else
            set at (math $at + 1)
        end
    end
    echo "$path|$at"
end

function __cmtg_is
    test (string split -f 1 '|' -- (__cmtg_state)) = "$argv[1]"
end

function __cmtg_is_at
    set -l state (string split '|' -- (__cmtg_state))
    test "$state[1]" = "$argv[1]"; and test $state[2] $argv[2] $argv[3]
end

function __cmtg_children
    switch "$argv[1]"
${tree
  .filter(({ children }) => children.length > 0)
  .map(
    (node) =>
      `        case ${quoteFish(pathOf(node))}\n            printf '%s\\n' ${node.children.map(({ name }) => name).join(' ')}`,
  )
  .join('\n')}
    end
end

function __cmtg_valued
    switch "$argv[1]"
${tree.map((node) => `        case ${quoteFish(pathOf(node))}\n            printf '%s\\n' ${valuedNames(node).join(' ') || "''"}`).join('\n')}
    end
end

complete -c cmtg -f
${tree.flatMap(renderNode).join('\n')}
`;
}

function renderNode(node: CompletionNode): string[] {
  const is = quoteFish(`__cmtg_is ${quoteFish(pathOf(node))}`);
  const isFirst = quoteFish(`__cmtg_is_at ${quoteFish(pathOf(node))} -eq 0`);
  return [
    ...node.children.map(({ name, summary }) => `complete -c cmtg -n ${isFirst} -a ${name} -d ${quoteFish(summary)}`),
    ...node.options.map((option) => `complete -c cmtg -n ${is}${renderOption(option)}`),
    ...node.args.flatMap((value, at) => {
      const test = node.isVariadic && at === node.args.length - 1 ? `-ge ${at}` : `-eq ${at}`;
      const offer = renderValue(value);
      const condition = quoteFish(`__cmtg_is_at ${quoteFish(pathOf(node))} ${test}`);
      return offer === '' ? [] : [`complete -c cmtg -n ${condition}${offer}`];
    }),
  ];
}

function renderOption({ names, description, value }: CompletionOption): string {
  const flags = names.map((name) => (name.startsWith('--') ? ` -l ${name.slice(2)}` : ` -s ${name.slice(1)}`));
  const needs = value === undefined ? '' : value.kind === 'file' || value.kind === 'directory' ? ' -r' : ' -x';
  return `${flags.join('')}${needs} -d ${quoteFish(description)}${value === undefined ? '' : renderValue(value)}`;
}

function renderValue(value: Value): string {
  switch (value.kind) {
    case 'file':
      return ' -F';
    case 'directory':
      return ` -f -a '(__fish_complete_directories (commandline -ct))'`;
    case 'words':
      return ` -a ${quoteFish(value.words.join(' '))}`;
    case 'pairs':
      return ` -a ${quoteFish(value.words.flatMap((word) => value.values.map((v) => `${word}=${v}`)).join(' '))}`;
    case 'ask':
      return ` -a '(cmtg __complete ${value.what} 2>/dev/null)'`;
    default:
      return '';
  }
}

function quoteFish(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

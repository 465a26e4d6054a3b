import type { CompletionNode } from './build-tree.js';
import { encodeValue, offering, pathOf, quote, valuedNames } from './shell-data.js';

/** A completion script for zsh, to be put on `fpath` as `_cmtg` or sourced. */
export function renderZsh(tree: readonly CompletionNode[]): string {
  return `#compdef cmtg
# zsh completion for cmtg. Install: cmtg completion zsh > ~/.zfunc/_cmtg (a directory on fpath)

_cmtg_offer_value() {
  local -a list
  list=(\${=1})
  local kind=$list[1]
  shift list
  case $kind in
    words) compadd -a list ;;
    pairs)
      local -i at=\${list[(i)=]}
      if compset -P '*='; then
        list=(\${list[at+1,-1]})
        compadd -a list
      else
        list=(\${list[1,at-1]})
        compadd -S '=' -a list
      fi ;;
    ask)
      list=(\${(f)"$($service __complete $list[1] 2>/dev/null)"})
      compadd -a list ;;
    file) _files ;;
    directory) _files -/ ;;
  esac
}

_cmtg() {
  local path_='' expect='' word='' valued='' ended=''
  local -i at=0 i
  local -a children options names
  local -A option_values argument_values

  _cmtg_load() {
    children=() options=() option_values=() argument_values=() valued=''
    case $path_ in
${tree.map(renderNode).join('\n')}
    esac
    names=(\${children%%:*})
  }

  _cmtg_load
  for ((i = 2; i < CURRENT; i++)); do
    word=$words[i]
    if [[ -n $expect ]]; then expect=''; continue; fi
    if [[ -z $ended && $word == -- ]]; then ended=1; continue; fi
    if [[ -z $ended && $word == -* ]]; then
      [[ $word != *=* && $valued == *" $word "* ]] && expect=$word
      continue
    fi
    if ((at == 0)) && [[ -z $ended ]] && ((\${names[(Ie)$word]})); then
      path_=\${path_:+$path_ }$word
      _cmtg_load
    else
      at+=1
    fi
  done

  if [[ -n $expect ]]; then
    _cmtg_offer_value "\${option_values[$expect]:-none}"
  elif [[ -z $ended && $PREFIX == --*=* ]]; then
    word=\${PREFIX%%=*}
    compset -P 1 '*='
    _cmtg_offer_value "\${option_values[$word]:-none}"
  elif [[ -z $ended && $PREFIX == -* ]]; then
    _describe -o option options
  else
    ((at == 0 && $#children)) && [[ -z $ended ]] && _describe command children
    _cmtg_offer_value "\${argument_values[$at]:-\${argument_values[rest]:-none}}"
  fi
}

if [[ $funcstack[1] == _cmtg ]]; then _cmtg "$@"; else compdef _cmtg cmtg; fi
`;
}

function renderNode(node: CompletionNode): string {
  const children = node.children.map(({ name, summary }) => describe(name, summary));
  const options = node.options.flatMap(({ names, description }) => names.map((name) => describe(name, description)));
  const optionValues = offering(node).flatMap(({ names, value }) =>
    names.map((name) => `${quote(name)} ${quote(encodeValue(value))}`),
  );
  const argumentValues = node.args.map((value, at) => {
    const place = node.isVariadic && at === node.args.length - 1 ? 'rest' : String(at);
    return `${place} ${quote(encodeValue(value))}`;
  });
  return `      ${quote(pathOf(node))})
        children=(${children.join(' ')})
        options=(${options.join(' ')})
        option_values=(${optionValues.join(' ')})
        argument_values=(${argumentValues.join(' ')})
        valued=${quote(` ${valuedNames(node).join(' ')} `)} ;;`;
}

/** `_describe` takes the name and what it means with a colon between. */
function describe(name: string, meaning: string): string {
  return quote(`${name.replaceAll(':', '\\:')}:${meaning}`);
}

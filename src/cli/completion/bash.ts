import type { CompletionNode } from './build-tree.js';
import { encodeValue, offering, pathOf, quote, valuedNames } from './shell-data.js';

/** A completion script for bash 3.2 and later; it needs no bash-completion. */
export function renderBash(tree: readonly CompletionNode[]): string {
  return `# bash completion for cmtg. Install: cmtg completion bash > ~/.local/share/bash-completion/completions/cmtg

_cmtg_children() {
  case "$1" in
${tree
  .filter(({ children }) => children.length > 0)
  .map((node) => `    ${quote(pathOf(node))}) REPLY=${quote(node.children.map(({ name }) => name).join(' '))} ;;`)
  .join('\n')}
    *) REPLY='' ;;
  esac
}

_cmtg_options() {
  case "$1" in
${tree.map((node) => `    ${quote(pathOf(node))}) REPLY=${quote(node.options.flatMap(({ names }) => names).join(' '))} ;;`).join('\n')}
    *) REPLY='' ;;
  esac
}

_cmtg_takes_value() {
  case "$1" in
${tree.map((node) => `    ${quote(pathOf(node))}) REPLY=${quote(` ${valuedNames(node).join(' ')} `)} ;;`).join('\n')}
    *) REPLY='' ;;
  esac
  [[ $REPLY == *" $2 "* ]]
}

_cmtg_value_of_option() {
  case "$1|$2" in
${tree.flatMap((node) => offering(node).map(({ names, value }) => `    ${names.map((name) => quote(`${pathOf(node)}|${name}`)).join(' | ')}) REPLY=${quote(encodeValue(value))} ;;`)).join('\n')}
    *) REPLY=none ;;
  esac
}

_cmtg_value_of_argument() {
  case "$1|$2" in
${tree.flatMap((node) => node.args.map((value, at) => `    ${quote(`${pathOf(node)}|`)}${node.isVariadic && at === node.args.length - 1 ? '*' : at}) REPLY=${quote(encodeValue(value))} ;;`)).join('\n')}
    *) REPLY=none ;;
  esac
}

# Adds the candidates that begin with what was typed. Nothing is expanded: names may come from foreign files.
_cmtg_offer() {
  local typed=$1 candidate
  shift
  for candidate in "$@"; do
    [[ $candidate == "$typed"* ]] && COMPREPLY+=("$candidate")
  done
}

_cmtg_offer_value() {
  local kind=\${1%% *} rest=\${1#* } typed=$2 line
  local -a list=()
  case "$kind" in
    words) read -ra list <<<"$rest"; _cmtg_offer "$typed" "\${list[@]}" ;;
    pairs)
      if [[ $typed == *=* ]]; then
        read -ra list <<<"\${rest##* = }"
        _cmtg_offer "$typed" "\${list[@]/#/\${typed%%=*}=}"
      else
        read -ra list <<<"\${rest% = *}"
        _cmtg_offer "$typed" "\${list[@]/%/=}"
        compopt -o nospace 2>/dev/null
      fi ;;
    ask)
      while IFS= read -r line; do list+=("$line"); done < <("\${COMP_WORDS[0]}" __complete "$rest" 2>/dev/null)
      ((\${#list[@]})) && _cmtg_offer "$typed" "\${list[@]}" ;;
    file | directory)
      compopt -o filenames 2>/dev/null
      local flag=-f
      [[ $kind == directory ]] && flag=-d
      while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen "$flag" -- "$typed") ;;
  esac
}

_cmtg() {
  COMPREPLY=()
  local REPLY word path='' expect='' ended='' at=0 i
  # bash splits words at = and :, so they are put together again.
  local -a words=()
  for ((i = 0; i <= COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if ((i > 1)) && [[ $word == [=:]* || \${words[\${#words[@]} - 1]} == *[=:] ]] && [[ \${words[\${#words[@]} - 1]} != -- ]]; then
      words[\${#words[@]} - 1]+=$word
    else
      words+=("$word")
    fi
  done
  local last=$((\${#words[@]} - 1))
  local current=\${words[last]}
  for ((i = 1; i < last; i++)); do
    word=\${words[i]}
    if [[ -n $expect ]]; then expect=''; continue; fi
    if [[ -z $ended && $word == -- ]]; then ended=1; continue; fi
    if [[ -z $ended && $word == -* ]]; then
      if [[ $word != *=* ]] && _cmtg_takes_value "$path" "$word"; then expect=$word; fi
      continue
    fi
    _cmtg_children "$path"
    if ((at == 0)) && [[ -z $ended && " $REPLY " == *" $word "* ]]; then path=\${path:+$path }$word; else at=$((at + 1)); fi
  done

  local -a list=()
  local cut=\${current%"\${current##*[=:]}"}
  if [[ -n $expect ]]; then
    _cmtg_value_of_option "$path" "$expect"
    _cmtg_offer_value "$REPLY" "$current"
  elif [[ -z $ended && $current == --*=* ]]; then
    _cmtg_value_of_option "$path" "\${current%%=*}"
    _cmtg_offer_value "$REPLY" "\${current#*=}"
    cut=\${cut#"\${current%%=*}="}
  elif [[ -z $ended && $current == -* ]]; then
    _cmtg_options "$path"
    read -ra list <<<"$REPLY"
    _cmtg_offer "$current" "\${list[@]}"
  else
    _cmtg_children "$path"
    if ((at == 0)) && [[ -z $ended && -n $REPLY ]]; then
      read -ra list <<<"$REPLY"
      _cmtg_offer "$current" "\${list[@]}"
    fi
    _cmtg_value_of_argument "$path" "$at"
    _cmtg_offer_value "$REPLY" "$current"
  fi
  # bash replaces only what stands behind the last = or :.
  if [[ -n $cut ]]; then
    for ((i = 0; i < \${#COMPREPLY[@]}; i++)); do COMPREPLY[i]=\${COMPREPLY[i]#"$cut"}; done
  fi
}

complete -F _cmtg cmtg
`;
}

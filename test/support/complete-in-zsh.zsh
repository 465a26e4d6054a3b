# Types each line into an interactive zsh, presses Tab, and prints what stands there then.
# zsh -f complete-in-zsh.zsh SCRIPT FILE LINE…    FILE is for passing lines from one shell to the other.
zmodload zsh/zpty zsh/zselect
script=$1 file=$2
shift 2
zpty child zsh -f -i
zpty -w child "PS1=; unsetopt beep; autoload -Uz compinit; compinit -u -D; source ${(q)script}"
zpty -w child "tell() { zle complete-word; print -rn -- \"\$BUFFER\" > ${(q)file}.new; command mv ${(q)file}.new ${(q)file}; BUFFER=; }"
zpty -w child "zle -N tell; bindkey '^I' tell"
for line in "$@"; do
  command rm -f $file
  zpty -w -n child "$line"$'\t'
  integer tries=0
  until [[ -e $file ]] || ((++tries > 1000)); do
    zselect -t 2
    # What the child echoes is nobody's business, but it must not wait for a reader.
    while zpty -r -t child chunk; do :; done
  done
  print -r -- "$(<$file)"
done
zpty -d child

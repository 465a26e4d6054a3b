#!/bin/sh
# Settles the open questions of docs/open-questions.md with a real CM account. Posts real messages to one chat: yours.
# Usage: scripts/ask-cm.sh CHAT_ID [FILE]   (FILE gets the answers, default ./cm-answers.txt)
set -eu
chat=${1:?'usage: scripts/ask-cm.sh CHAT_ID [FILE]'}
log=${2:-cm-answers.txt}
cmtg() { node "$(dirname "$0")/../bin/cmtg.js" "$@"; }

printf 'Real messages go to the chat %s. Go on? [y/N] ' "$chat"
read -r yes
[ "$yes" = y ] || exit 0
{ date -u; cmtg --version; } >>"$log"

ask() {
  question=$1
  shift
  printf '\n== %s\n' "$question" | tee -a "$log"
  cmtg "$@" --json >>"$log" 2>&1 && printf 'CM accepted it. ' || printf 'It ended with exit code %s. ' "$?"
  printf 'What do you see in Telegram? '
  read -r seen
  printf 'seen: %s\n' "$seen" >>"$log"
}
repeat() { printf "%${1}s" '' | tr ' ' x; }
photo=https://www.gstatic.com/webp/gallery/1.jpg
webp=https://www.gstatic.com/webp/gallery/1.webp

ask 'Does a text of 200 characters arrive from body?' send --to "$chat" "$(repeat 200)"
ask 'Does a text of 4096 characters arrive from body?' send --to "$chat" "$(repeat 4096)"
ask 'Does a text of 4096 characters arrive as rich content?' send --to "$chat" --rich "$(repeat 4096)"
ask 'What becomes of 4097 characters?' send --to "$chat" --rule text/too-long=off "$(repeat 4097)"
ask 'What becomes of a caption of 1025 characters?' send-media --to "$chat" --rule media/caption-too-long=off "$photo" --caption "$(repeat 1025)"
ask 'Is a webp an image or a sticker, and is its caption there?' send-media --to "$chat" "$webp" --caption 'the caption'
ask 'Is markup interpreted?' send --to "$chat" '*bold* _italic_ <b>bold</b> `code`'
ask 'Does the same reference send twice? (first)' send --to "$chat" --reference askcmtwice 'once or twice?'
ask 'Does the same reference send twice? (second)' send --to "$chat" --reference askcmtwice 'once or twice?'
ask 'Do parts arrive in order?' send --to "$chat" --split "$(i=1; while [ $i -le 900 ]; do printf 'line %s of 900\n' $i; i=$((i + 1)); done)"
printf '\nThe answers are in %s. Please share them: an issue is enough.\n' "$log"

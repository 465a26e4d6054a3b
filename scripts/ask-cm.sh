#!/bin/sh
# Settles the open questions of docs/open-questions.md with a real CM account, one by one. Each is asked only after a y.
#
# Usage: scripts/ask-cm.sh CHAT_ID [FILE]
#        scripts/ask-cm.sh --list
#
#   CHAT_ID  your own chat: real messages are posted to it, and to no other that you do not type
#   FILE     gets everything that CM answered and you saw (default ./cm-answers.txt); product tokens are not in it
#
# The token and the bot ID come from where cmtg always takes them (cmtg doctor). ASK_ONLY='3 7' asks these alone;
# ASK_PORT is the port that CM's webhooks reach on this machine (default 8080).
set -eu
umask 077
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
usage='usage: scripts/ask-cm.sh CHAT_ID [FILE], or --list'
chat=${1:?"$usage"}
log=${2:-cm-answers.txt}
port=${ASK_PORT:-8080}
case $chat in
--list) ;;
*[!0-9]*)
  printf 'A chat ID of a person has digits only: cmtg listen shows yours.\n%s\n' "$usage" >&2
  exit 2
  ;;
esac

work=$(mktemp -d)
out=$work/post.out
heard=$work/listen.out
journal=$work/webhooks.ndjson
listener=
trap 'stop_listening; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

cmtg() { node "$here/../bin/cmtg.js" "$@" </dev/null; }
say() { printf '%s\n' "$*" | tee -a "$log"; }
repeat() { printf "%${1}s" '' | tr ' ' x; }

# reply PROMPT: what is typed, also when it is nothing.
reply() {
  printf '%s ' "$1" >&2
  read -r typed || exit 0
  printf '%s' "$typed"
}

# question TEXT: succeeds when it is to be asked now.
number=0
question() {
  number=$((number + 1))
  if [ "$chat" = --list ]; then
    printf '%s. %s\n' "$number" "$1"
    return 1
  fi
  case " ${ASK_ONLY:-$number} " in *" $number "*) ;; *) return 1 ;; esac
  printf '\n'
  say "== $number. $1"
  [ "$(reply 'Ask it now? [y/N]')" = y ]
}

# post ARGUMENTS: one command that posts. Its document, the request and the answer go into the file.
post() {
  code=0
  cmtg "$@" --json --debug --no-input >"$out" 2>&1 || code=$?
  cat "$out" >>"$log"
  status=$(grep -o 'HTTP [0-9][0-9]*' "$out" | tail -n 1) || status='no answer'
  say "cmtg $1: exit code $code, $status"
}

# look WHAT: what the person sees.
look() { say "seen: $(reply "$1")"; }

# listen OPTIONS: takes webhooks in the background; fails when it cannot.
listen() {
  rm -f "$journal"
  : >"$heard"
  node "$here/../bin/cmtg.js" listen --port "$port" --journal "$journal" "$@" >"$heard" 2>&1 </dev/null &
  listener=$!
  # A signal that comes before the program is there would be lost.
  until grep -q '^listening on' "$heard"; do
    if ! kill -0 "$listener" 2>/dev/null; then
      listener=
      say "$(cat "$heard")"
      return 1
    fi
    sleep 0.1
  done
}
stop_listening() {
  [ -n "$listener" ] || return 0
  kill "$listener" 2>/dev/null || true
  wait "$listener" 2>/dev/null || true
  listener=
  cat "$heard" >>"$log"
}

# webhooks: what came in since listen, into the file and in short.
webhooks() {
  stop_listening
  if [ ! -s "$journal" ]; then
    say 'Nothing came in: is the address in the Channels app the one of this port?'
    return 0
  fi
  cmtg journal show --journal "$journal" --raw >>"$log" 2>&1 || true
  cmtg journal show --journal "$journal" --compact || true
}

reachable() { [ "$(reply "Do CM's webhooks reach port $port of this machine (docs/webhooks.md)? [y/N]")" = y ]; }

# address KIND: a public address that is typed, or a failure.
address() {
  url=$(reply "Public https address of a $1 (Enter leaves it out):")
  case $url in
  https://?*) printf '%s' "$url" ;;
  *)
    printf 'Left out.\n' >&2
    return 1
    ;;
  esac
}

if [ "$chat" != --list ]; then
  printf 'Real messages go to the chat %s. What is seen goes to %s. Go on? [y/N] ' "$chat" "$log"
  read -r yes || exit 0
  [ "$yes" = y ] || exit 0
  {
    date -u
    cmtg --version
  } >>"$log"
  from=$(cmtg config get from) || {
    printf 'No bot ID: set CMTG_FROM, or run cmtg init.\n' >&2
    exit 2
  }
fi
photo=https://www.gstatic.com/webp/gallery/1.jpg
webp=https://www.gstatic.com/webp/gallery/1.webp

if question 'Does a text beyond one SMS part arrive from body?'; then
  for length in 200 1000 4096; do
    post send --to "$chat" "$(repeat "$length")"
    look "Did $length characters arrive, in one message and whole?"
  done
  post send --to "$chat" --rich "$(repeat 4096)"
  look 'Did 4096 characters arrive as rich content?'
fi

if question 'Does CM refuse 4097 characters, cut them, or drop them?'; then
  post send --to "$chat" --rule text/too-long=off "$(repeat 4097)"
  look 'Nothing, something shorter, two messages?'
fi

if question 'Does a caption of 1025 characters arrive?'; then
  post send-media --to "$chat" --rule media/caption-too-long=off "$photo" --caption "$(repeat 1025)"
  look 'The photo, its caption, both, nothing?'
fi

if question 'Is a webp shown as an image or as a sticker?'; then
  post send-media --to "$chat" "$webp" --caption 'the caption'
  look 'An image, a sticker (no frame, no zoom)? Is the caption there?'
fi

if question 'Does a .tgs arrive by URL? a .docx?'; then
  if url=$(address .tgs); then
    post send-media --to "$chat" "$url"
    look 'A sticker that moves, a file, nothing?'
  fi
  if url=$(address .docx); then
    post send-media --to "$chat" "$url"
    look 'A file with its name and size, nothing?'
  fi
fi

if question 'Is markup interpreted?'; then
  # shellcheck disable=SC2016 # The backticks are markup.
  post send --to "$chat" '*bold* _italic_ <b>bold</b> `code` [link](https://example.com)'
  look 'Which of the five are shown as typed?'
fi

if question 'Are groups (negative chat IDs) and @names accepted?'; then
  group=$(reply 'ID of a group that the bot is in, as -100… (Enter leaves it out):')
  case $group in
  -*[!0-9]*) printf 'That is no ID: left out.\n' ;;
  -[0-9]*)
    post send --to="$group" 'to a group'
    look 'Did it arrive in the group?'
    ;;
  esac
  name=$(reply 'Your own @name in Telegram (Enter leaves it out):')
  case $name in
  @?*)
    post send --to "$name" --rule recipient/username=off 'to a name'
    look 'Did it arrive in your chat?'
    ;;
  esac
fi

if question "Is the bot ID the number before the colon of the bot's token?"; then
  say "bot ID in use: $from"
  look 'BotFather (/mybots, API Token): is this the number before the colon? Do not type the token. yes/no:'
fi

if question 'Which HTTP status has a wrong token in the header?'; then
  (
    CMTG_PRODUCT_TOKEN=00000000-0000-0000-0000-000000000000
    export CMTG_PRODUCT_TOKEN
    post send --to "$chat" 'this must not arrive'
  )
  look 'Nothing arrived? (the status stands above)'
fi

if question 'Does a repeated reference send twice?'; then
  reference=twice$(date +%s)
  for time in first second; do
    post send --to "$chat" --reference "$reference" 'once or twice?'
    say "that was the $time"
  done
  look 'How often did it arrive?'
fi

if question 'Are several messages of one request delivered in order?'; then
  payload=$work/payload.json
  {
    printf '{"messages":{"msg":['
    for i in 1 2 3 4 5 6 7 8 9 10; do
      [ "$i" = 1 ] || printf ','
      printf '{"from":"%s","to":[{"number":"%s"}],"body":{"type":"auto","content":"number %s of 10"},"allowedChannels":["Telegram Messenger"]}' "$from" "$chat" "$i"
    done
    printf ']}}'
  } >"$payload"
  post send --payload "$payload"
  look 'In which order did the ten arrive?'
fi

if question 'What is channel in a webhook from Telegram? What do photos, stickers, edits look like?'; then
  if reachable && listen; then
    reply 'Send to the bot, one by one: /start, a text, an edit of it, a photo with a caption, a sticker, a voice message, a location, a contact. Then Enter.' >/dev/null
    webhooks
    look "What is new to cmtg? (the bodies are in $log: look at channel, from.name, message.custom, reference)"
  fi
fi

if question 'How long does CM wait for the answer to a webhook?'; then
  if reachable; then
    for delay in 5s 10s 30s; do
      listen --delay "$delay" || break
      reply "Write one text to the bot, wait six minutes (CM repeats after five), then Enter. Answers take $delay." >/dev/null
      webhooks
      look "With $delay: did it come once, or was it repeated?"
    done
  fi
fi

if question 'Does CM send status reports for Telegram?'; then
  if reachable && listen; then
    post send --to "$chat" 'is there a report about this?'
    reply 'Read it in Telegram, wait some minutes, then Enter. (A longer look: cmtg listen for a day.)' >/dev/null
    webhooks
    look 'Did anything of kind status come in, and with which code?'
  fi
fi

[ "$chat" = --list ] || printf '\nThe answers are in %s. It holds your chat ID and what you sent to the bot: read it before you share it.\n' "$log"

import { useEffect, useRef, useState } from 'preact/hooks';
import { summarizePart } from '../message/build-rows.js';
import type { ChatSummary } from '../view-model.js';
import type { Controller } from './controller.js';
import { Icon } from './icons.js';
import type { State } from './state.js';

interface Props {
  readonly state: State;
  readonly chat: ChatSummary;
  readonly controller: Controller;
}

/** Where the person writes as the Telegram user. */
export function Composer({ state, chat, controller }: Props) {
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const limit = state.source?.textLimit ?? 0;
  const used = countCodePoints(text);
  const isTooLong = used > limit;

  useEffect(() => {
    const area = field.current;
    if (area === null) return;
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
  }, [text]);
  useEffect(() => {
    if (state.reply !== undefined) field.current?.focus();
  }, [state.reply]);

  const send = async (): Promise<void> => {
    if (text.trim() === '' || isTooLong) return;
    const said = text;
    setText('');
    const replyTo = state.reply?.message;
    const ok = await controller.say({
      bot: chat.bot,
      chat: chat.chat,
      text: said,
      ...(replyTo === undefined ? {} : { replyTo }),
    });
    if (!ok) setText(said);
  };

  return (
    <form
      class="composer"
      aria-label="Write as the user"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {state.reply !== undefined && (
        <div class="replying">
          <Icon name="reply" size={18} />
          <bdi class="quote">{summarizePart(state.reply.part)}</bdi>
          <button
            type="button"
            class="round"
            aria-label="Do not answer this message"
            onClick={() => controller.answer(undefined)}
          >
            <Icon name="close" size={18} />
          </button>
        </div>
      )}
      <div class="write">
        <button
          type="button"
          class="round"
          title="Send something else"
          aria-label="Send a photo, file, location or contact"
          onClick={() => controller.dialog('attach')}
        >
          <Icon name="attach" />
        </button>
        <textarea
          id="composer"
          ref={field}
          rows={1}
          dir="auto"
          placeholder={`Write as ${chat.name || 'the user'}`}
          aria-label="Message"
          aria-describedby="composer-hint"
          aria-invalid={isTooLong}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            void send();
          }}
        />
        <span id="composer-hint" class={isTooLong ? 'count over' : 'count'}>
          {used > limit * 0.8 ? `${used} of ${limit}` : ''}
          <span class="hidden">Enter sends, Shift and Enter begins a line.</span>
        </span>
        <button type="submit" class="round send" aria-label="Send" disabled={text.trim() === '' || isTooLong}>
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}

function countCodePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

import { summarizePart } from '../message/build-rows.js';
import { endsRightToLeft, isEmojiOnly, nameExactTime, nameTime, stateWords } from '../view/words.js';
import type { Row } from '../view-model.js';
import { Icon } from './icons.js';
import { MediaCard } from './media-card.js';
import { RichText } from './text.js';

interface Props {
  readonly row: Row;
  /** Number among all bubbles, and how many there are: for screen readers. */
  readonly index: number;
  readonly total: number;
  /** Whether the bubble before or after it is from the same side, shortly before or after. */
  readonly joined: { readonly above: boolean; readonly below: boolean };
  readonly selected: boolean;
  /** The bubble that Tab reaches. */
  readonly reachable: boolean;
  readonly open: boolean;
  readonly search: string;
  readonly onOpen: () => void;
  readonly onFocus: () => void;
}

/** One Telegram message, as the person sees it: their own on the right. */
export function Bubble(props: Props) {
  const { row, index, total, joined, selected, reachable, open } = props;
  const classes = {
    [`message ${row.side} ${row.state}`]: true,
    above: joined.above,
    below: joined.below,
    bare: row.part.kind === 'text' && isEmojiOnly(row.part.text),
    rtl: endsRightToLeft(readWords(row)),
    flagged: row.worst !== undefined,
    selected,
    open,
  };
  return (
    <article
      class={Object.entries(classes)
        .flatMap(([name, on]) => (on ? name : []))
        .join(' ')}
      id={`row-${row.id}`}
      tabIndex={reachable ? 0 : -1}
      aria-posinset={index + 1}
      aria-setsize={total}
      aria-label={describe(row)}
      onClick={() => {
        // Whoever marks text wants to copy it.
        if (getSelection()?.isCollapsed !== false) props.onOpen();
      }}
      onFocus={props.onFocus}
    >
      <div class="bubble">
        {row.reply !== undefined && (
          <blockquote class="quote">
            <bdi>{row.reply.text}</bdi>
          </blockquote>
        )}
        <Content row={row} search={props.search} />
        {row.side !== 'service' && <Meta row={row} />}
      </div>
      {isTrouble(row) && (
        <p class="trouble">
          <Icon name="alert" size={14} />
          {row.note || stateWords[row.state]}
        </p>
      )}
    </article>
  );
}

/** A notice says by itself what went wrong. */
function isTrouble({ side, state, note }: Row): boolean {
  return (state === 'undelivered' || state === 'refused') && (side !== 'service' || note !== '');
}

function readWords({ part }: Row): string {
  if (part.kind === 'text') return part.text;
  return part.kind === 'media' ? part.caption : '';
}

function Content({ row, search }: { readonly row: Row; readonly search: string }) {
  const { part } = row;
  switch (part.kind) {
    case 'text':
      return part.text === '' ? (
        <p class="text faint">(empty)</p>
      ) : (
        <p class="text" dir="auto">
          <RichText text={part.text} search={search} />
        </p>
      );
    case 'service':
      return <p class="text">{part.text}</p>;
    case 'media':
      return <MediaCard row={row.id} part={part} search={search} />;
    case 'location':
      return (
        <div class="card">
          <span class="map" aria-hidden="true">
            <Icon name="pin" size={34} />
          </span>
          <span class="lines">
            <bdi class="strong">{part.label || 'Location'}</bdi>
            <span class="faint">
              {part.latitude ?? '?'}, {part.longitude ?? '?'}
            </span>
          </span>
        </div>
      );
    case 'contact':
      return (
        <div class="card">
          <span class="avatar tint-4" aria-hidden="true">
            <Icon name="person" size={22} />
          </span>
          <span class="lines">
            <bdi class="strong">{part.name || 'Contact'}</bdi>
            <bdi class="faint">{part.phones.join(', ')}</bdi>
          </span>
        </div>
      );
  }
}

const marks = {
  delivered: 'checks',
  received: 'check',
  waiting: 'clock',
  undelivered: 'alert',
  refused: 'alert',
} as const;

function Meta({ row }: { readonly row: Row }) {
  const { at, side, state, worst } = row;
  return (
    <span class="meta">
      {worst !== undefined && <span class={`spot ${worst}`} title={`Findings: ${worst}`} />}
      <time dateTime={new Date(at).toISOString()} title={nameExactTime(at)}>
        {nameTime(at)}
      </time>
      {(side === 'user' || state === 'undelivered' || state === 'refused') && (
        <span class={`mark ${state}`} title={stateWords[state]}>
          <Icon name={marks[state]} size={15} />
        </span>
      )}
    </span>
  );
}

function describe({ side, part, at, state, note, worst }: Row): string {
  const who = { user: 'User', bot: 'Bot', service: 'Notice' }[side];
  const trouble = [stateWords[state], note, worst === undefined ? '' : `has findings: ${worst}`].filter(
    (word) => word !== '',
  );
  return `${who}, ${nameTime(at)}: ${summarizePart(part)}. ${trouble.join(', ')}`;
}

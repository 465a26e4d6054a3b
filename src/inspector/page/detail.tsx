import { useState } from 'preact/hooks';
import type { Answer } from '../source.js';
import { nameExactTime, stateWords } from '../view/words.js';
import type { CheckedText, MessageDetail, TextUse } from '../view-model.js';
import { BodyView } from './body-view.js';
import type { Controller } from './controller.js';
import { Icon } from './icons.js';
import type { State } from './state.js';

/** The pane with everything about one message. */
export function Detail({ state, controller }: { readonly state: State; readonly controller: Controller }) {
  const { open, detail } = state;
  if (open === undefined) return null;
  return (
    <aside class="pane detail" aria-label="Message in detail">
      <header class="bar">
        <button
          type="button"
          class="round"
          id="close-detail"
          title="Close (Esc)"
          aria-label="Close"
          onClick={controller.closeMessage}
        >
          <Icon name="close" />
        </button>
        <div class="brand">
          <h2>{detail === undefined ? 'Message' : titles[detail.side]}</h2>
          <p class="faint">{detail === undefined ? 'loading' : nameExactTime(detail.at)}</p>
        </div>
      </header>
      {detail !== undefined && <Content key={detail.id} detail={detail} state={state} controller={controller} />}
    </aside>
  );
}

const titles = { user: 'From the user', bot: 'From the bot', service: 'Notice' } as const;

function Content({
  detail,
  state,
  controller,
}: {
  readonly detail: MessageDetail;
  readonly state: State;
  readonly controller: Controller;
}) {
  const { call, answers, uses } = detail;
  const row = state.rows.find(({ message }) => message === detail.id);
  return (
    <div class="content">
      <div class="buttons">
        <button type="button" class="button" onClick={() => controller.copy(detail.curl, 'The command')}>
          <Icon name="copy" size={17} /> Copy as curl
        </button>
        {detail.replayable && (
          <button type="button" class="button" onClick={() => controller.replay(detail.id)}>
            <Icon name="replay" size={17} /> Replay
          </button>
        )}
        {state.source?.canSay && detail.side === 'bot' && detail.state === 'delivered' && row !== undefined && (
          <button type="button" class="button" onClick={() => controller.answer(row)}>
            <Icon name="reply" size={17} /> Reply
          </button>
        )}
      </div>
      <dl class="facts">
        <dt>State</dt>
        <dd>
          <span class={`pill ${detail.state}`}>{stateWords[detail.state]}</span> {detail.note}
        </dd>
        <dt>Chat</dt>
        <dd>
          <bdi>{detail.chat || 'none'}</bdi>
          {detail.bot === '' ? '' : ` · bot ${detail.bot}`}
        </dd>
        {detail.reference !== '' && (
          <>
            <dt>Reference</dt>
            <dd class="mono">{detail.reference}</dd>
          </>
        )}
        {detail.parts > 1 && (
          <>
            <dt>Shown as</dt>
            <dd>{detail.parts} Telegram messages</dd>
          </>
        )}
      </dl>
      {uses.map((use, index) => (
        <Meter key={index} use={use} />
      ))}
      <Section title={call.checks === 'payload' ? 'Request' : 'Webhook'}>
        <p class="mono line-one">
          <strong>{call.method}</strong> {call.url}
        </p>
        <Headers headers={call.headers} />
        <Bodies raw={detail.raw} formatted={detail.formatted} binary={call.binary} controller={controller} />
      </Section>
      <Section title={answers.length > 1 ? `Answers (${answers.length})` : 'Answer'}>
        {answers.length === 0 && <p class="faint">None yet.</p>}
        {answers.map((answer, index) => (
          <AnswerView key={index} answer={answer} open={index === answers.length - 1} />
        ))}
      </Section>
    </div>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: preact.ComponentChildren }) {
  return (
    <section>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Meter({ use: { label, used, raw, limit } }: { readonly use: TextUse }) {
  const over = used > limit;
  return (
    <div class={over ? 'meter over' : 'meter'}>
      <p>
        <span>{label}</span>
        <span>
          <strong>{used}</strong> of {limit} code points
          {raw === used ? '' : ` (${raw} as written)`}
        </span>
      </p>
      <meter
        min={0}
        max={limit}
        value={Math.min(used, limit)}
        aria-label={`${label}: ${used} of ${limit} code points`}
      />
    </div>
  );
}

function Headers({ headers }: { readonly headers: readonly (readonly [string, string])[] }) {
  if (headers.length === 0) return null;
  return (
    <details class="headers">
      <summary>
        {headers.length} {headers.length === 1 ? 'header' : 'headers'}
      </summary>
      <dl class="mono">
        {headers.map(([name, value], index) => (
          <div key={index}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

interface BodiesProps {
  readonly raw: CheckedText;
  readonly formatted: CheckedText | undefined;
  readonly binary: boolean;
  readonly controller: Controller;
}

function Bodies({ raw, formatted, binary, controller }: BodiesProps) {
  const [asCame, setAsCame] = useState(false);
  const body = asCame || formatted === undefined ? raw : formatted;
  return (
    <>
      <div class="body-bar">
        <span class="faint">{countFindings(body)}</span>
        {formatted !== undefined && (
          <button type="button" class="chip" aria-pressed={asCame} onClick={() => setAsCame(!asCame)}>
            As it came
          </button>
        )}
        <button type="button" class="chip" onClick={() => controller.copy(raw.text, 'The body')}>
          Copy
        </button>
      </div>
      {binary && <p class="faint">Not valid UTF-8: bytes that are no text stand as �.</p>}
      <BodyView key={String(asCame)} body={body} label="Body" />
    </>
  );
}

function countFindings({ findings }: CheckedText): string {
  if (findings.length === 0) return 'No findings';
  return findings.length === 1 ? '1 finding' : `${findings.length} findings`;
}

const causes = { retry: 'tried again', replay: 'sent again' } as const;

function AnswerView({ answer, open }: { readonly answer: Answer; readonly open: boolean }) {
  const { status, failure, durationMs, at, cause, headers, body } = answer;
  const good = status !== undefined && status < 300;
  return (
    <details class="answer" open={open}>
      <summary>
        <span class={good ? 'pill delivered' : 'pill refused'}>
          {status === undefined ? 'no answer' : `HTTP ${status}`}
        </span>
        <span class="faint">
          {cause === 'first' ? '' : `${causes[cause]} · `}
          {nameExactTime(at)}
          {durationMs === undefined ? '' : ` · ${durationMs} ms`}
        </span>
      </summary>
      {failure !== '' && <p>{failure}</p>}
      <Headers headers={headers} />
      {body !== '' && <BodyView body={{ text: body, findings: [] }} label="Body of the answer" />}
    </details>
  );
}

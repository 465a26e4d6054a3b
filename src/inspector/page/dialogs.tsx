import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Saying } from '../source.js';
import type { ChatSummary } from '../view-model.js';
import type { Controller } from './controller.js';
import type { State } from './state.js';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** A dialog of the browser's own: it keeps the focus inside, and Escape closes it. */
function Dialog({ title, onClose, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => element.current?.showModal(), []);
  return (
    <dialog
      ref={element}
      aria-label={title}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === element.current) element.current?.close();
      }}
    >
      <div class="sheet">
        <h2>{title}</h2>
        {children}
      </div>
    </dialog>
  );
}

/** The dialog that is open, if any. */
export function Dialogs({ state, controller }: { readonly state: State; readonly controller: Controller }) {
  const close = () => controller.dialog(undefined);
  const chat = state.chats.find(({ id }) => id === state.chat);
  switch (state.dialog) {
    case 'help':
      return <Help onClose={close} />;
    case 'new-chat':
      return <NewChat onClose={close} controller={controller} state={state} />;
    case 'attach':
      return chat === undefined ? null : <Attach onClose={close} controller={controller} chat={chat} />;
    default:
      return null;
  }
}

const keys: readonly (readonly [string, string])[] = [
  ['/', 'search chats'],
  ['f', 'search this chat'],
  ['Alt ↑  Alt ↓', 'chat before, chat after'],
  ['↑ ↓  j k', 'message before, message after'],
  ['Page ↑ ↓  Home  End', 'ten messages, first, last'],
  ['Enter', 'open the message'],
  ['n', 'write as the user'],
  ['a', 'answer the message'],
  ['c', 'copy as curl'],
  ['r', 'replay'],
  ['t', 'light or dark'],
  ['Esc', 'close, go back'],
  ['?', 'this help'],
];

function Help({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Keyboard" onClose={onClose}>
      <dl class="keys">
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              {key.split('  ').map((one) => (
                <kbd key={one}>{one}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog">
        <button type="submit" class="button">
          Close
        </button>
      </form>
    </Dialog>
  );
}

function NewChat({
  onClose,
  controller,
  state,
}: {
  readonly onClose: () => void;
  readonly controller: Controller;
  readonly state: State;
}) {
  const [chat, setChat] = useState('');
  const [name, setName] = useState('');
  const start = async (): Promise<void> => {
    const bot = state.chats[0]?.bot ?? '';
    if (await controller.say({ bot, chat, text: '/start', ...(name === '' ? {} : { name }) })) onClose();
  };
  return (
    <Dialog title="New chat" onClose={onClose}>
      <p class="faint">A person opens a chat with the bot by pressing Start. Only then can the bot write to them.</p>
      <Form onSubmit={start} onCancel={onClose} action="Start">
        <Field label="Chat ID" value={chat} onInput={setChat} pattern="-?[0-9]+" required />
        <Field label="Name" value={name} onInput={setName} />
      </Form>
    </Dialog>
  );
}

const attachments = ['photo', 'file', 'video', 'audio', 'sticker', 'location', 'contact'] as const;
type Attachment = (typeof attachments)[number];

const samples: Readonly<Record<Exclude<Attachment, 'location' | 'contact'>, Saying['media'] & object>> = {
  photo: { kind: 'image', uri: 'https://example.com/photo.jpg', name: 'photo.jpg', contentType: 'image/jpeg' },
  file: { kind: 'document', uri: 'https://example.com/report.pdf', name: 'report.pdf', contentType: 'application/pdf' },
  video: { kind: 'video', uri: 'https://example.com/clip.mp4', name: 'clip.mp4', contentType: 'video/mp4' },
  audio: { kind: 'audio', uri: 'https://example.com/voice.mp3', name: 'voice.mp3', contentType: 'audio/mpeg' },
  sticker: {
    kind: 'sticker',
    uri: 'https://example.com/sticker.webp',
    name: 'sticker.webp',
    contentType: 'image/webp',
  },
};

function Attach({
  onClose,
  controller,
  chat,
}: {
  readonly onClose: () => void;
  readonly controller: Controller;
  readonly chat: ChatSummary;
}) {
  const [kind, setKind] = useState<Attachment>('photo');
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const field = (key: string, label: string, sample: string) => (
    <Field
      key={`${kind}-${key}`}
      label={label}
      value={values[`${kind}-${key}`] ?? sample}
      onInput={(value) => setValues({ ...values, [`${kind}-${key}`]: value })}
    />
  );
  const read = (key: string, sample: string): string => values[`${kind}-${key}`] ?? sample;
  const send = async (): Promise<void> => {
    const saying = { bot: chat.bot, chat: chat.chat, ...buildAttachment(kind, read) };
    if (await controller.say(saying)) onClose();
  };
  return (
    <Dialog title="Send something else" onClose={onClose}>
      <div class="filters" role="group" aria-label="What">
        {attachments.map((one) => (
          <button key={one} type="button" class="chip" aria-pressed={one === kind} onClick={() => setKind(one)}>
            {one}
          </button>
        ))}
      </div>
      <Form onSubmit={send} onCancel={onClose} action="Send">
        {kind === 'location' && [
          field('label', 'Label', 'Central station'),
          field('latitude', 'Latitude', '52.3791'),
          field('longitude', 'Longitude', '4.9003'),
        ]}
        {kind === 'contact' && [field('name', 'Name', 'Ada Lovelace'), field('phone', 'Phone', '+15550100')]}
        {kind !== 'location' &&
          kind !== 'contact' && [
            field('uri', 'Address', samples[kind].uri),
            field('name', 'File name', samples[kind].name),
            field('contentType', 'Content type', samples[kind].contentType),
            ...(kind === 'sticker' ? [] : [field('text', 'Caption', '')]),
          ]}
      </Form>
    </Dialog>
  );
}

function buildAttachment(kind: Attachment, read: (key: string, sample: string) => string): Partial<Saying> {
  if (kind === 'location') {
    const [latitude, longitude] = [Number(read('latitude', '52.3791')), Number(read('longitude', '4.9003'))];
    return { location: { latitude, longitude, label: read('label', 'Central station') } };
  }
  if (kind === 'contact') return { contact: { name: read('name', 'Ada Lovelace'), phone: read('phone', '+15550100') } };
  const { uri, name, contentType } = samples[kind];
  const text = read('text', '');
  return {
    media: {
      kind: samples[kind].kind,
      uri: read('uri', uri),
      name: read('name', name),
      contentType: read('contentType', contentType),
    },
    ...(text === '' ? {} : { text }),
  };
}

interface FormProps {
  readonly onSubmit: () => Promise<void>;
  readonly onCancel: () => void;
  readonly action: string;
  readonly children: ComponentChildren;
}

function Form({ onSubmit, onCancel, action, children }: FormProps) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void onSubmit();
      }}
    >
      {children}
      <div class="buttons end">
        <button type="button" class="button" onClick={onCancel}>
          Cancel
        </button>
        <button type="submit" class="button primary">
          {action}
        </button>
      </div>
    </form>
  );
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly pattern?: string;
  readonly required?: boolean;
}

function Field({ label, value, onInput, ...rest }: FieldProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <input
        value={value}
        autocomplete="off"
        dir="auto"
        onInput={(event) => onInput(event.currentTarget.value)}
        {...rest}
      />
    </label>
  );
}

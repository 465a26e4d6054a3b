import { useState } from 'preact/hooks';
import type { Part } from '../source.js';
import * as api from './api.js';
import { Icon, type IconName } from './icons.js';
import { RichText } from './text.js';

type MediaPart = Extract<Part, { kind: 'media' }>;

const icons: Readonly<Record<MediaPart['media'], IconName>> = {
  image: 'image',
  gif: 'image',
  sticker: 'image',
  video: 'play',
  audio: 'sound',
  document: 'file',
};

/**
 * A media file: its name and address, and nothing of it until the person asks. Then it is shown in a frame of its own,
 * whose policy lets it load that one address.
 */
export function MediaCard({
  row,
  part,
  search,
}: {
  readonly row: string;
  readonly part: MediaPart;
  readonly search: string;
}) {
  const [shown, setShown] = useState(false);
  const address = readAddress(part.uri);
  const isVisual = part.media !== 'document' && part.media !== 'audio';
  return (
    <div class="media">
      {shown ? (
        <iframe
          class={isVisual ? 'frame' : 'frame low'}
          title={`${part.media} ${part.name}`}
          src={api.mediaFrame(row)}
          sandbox=""
          loading="eager"
        />
      ) : (
        <div class={isVisual ? 'placeholder visual' : 'placeholder'}>
          <span class="disc" aria-hidden="true">
            <Icon name={icons[part.media]} size={24} />
          </span>
          <span class="lines">
            <bdi class="strong">{part.name || part.media}</bdi>
            <span class="faint">
              {part.media}
              {part.contentType === '' ? '' : ` · ${part.contentType}`}
            </span>
            <bdi class="faint address" title={part.uri}>
              {part.uri || 'no address'}
            </bdi>
            {address !== undefined && (
              <span class="actions">
                {part.media !== 'document' && (
                  <button
                    type="button"
                    class="chip"
                    title={`Loads ${part.uri}`}
                    onClick={(event) => {
                      event.stopPropagation();
                      setShown(true);
                    }}
                  >
                    Load from {address.host}
                  </button>
                )}
                <a
                  class="chip"
                  href={address.href}
                  target="_blank"
                  rel="noopener noreferrer"
                  onClick={(event) => event.stopPropagation()}
                >
                  <Icon name="open" size={14} /> Open
                </a>
              </span>
            )}
          </span>
        </div>
      )}
      {part.caption !== '' && (
        <p class="text caption" dir="auto">
          <RichText text={part.caption} search={search} />
        </p>
      )}
      {part.lostCaption !== '' && <p class="text caption faint">Its text is not shown: a sticker has no caption.</p>}
    </div>
  );
}

/** The server decides again: what it does not load has no frame. */
function readAddress(uri: string): URL | undefined {
  const address = URL.canParse(uri) ? new URL(uri) : undefined;
  return address !== undefined &&
    /^https?:$/.test(address.protocol) &&
    address.username === '' &&
    address.password === ''
    ? address
    : undefined;
}

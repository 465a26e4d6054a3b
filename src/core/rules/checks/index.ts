import type { Check } from '../rule.js';
import { accompanyingFields } from './accompanying-fields.js';
import { bodyType } from './body-type.js';
import { channels } from './channels.js';
import { content } from './content.js';
import { listSizes } from './list-sizes.js';
import { mediaType } from './media-type.js';
import { mediaUrl } from './media-url.js';
import { placeholder } from './placeholder.js';
import { recipient } from './recipient.js';
import { reference } from './reference.js';
import { repetition } from './repetition.js';
import { secrets } from './secrets.js';
import { sender } from './sender.js';
import { text } from './text.js';
import { textAppearance } from './text-appearance.js';

/** Every check, in the order in which a reader goes through a payload. A new one is registered here. */
export const checks: readonly Check[] = [
  listSizes,
  placeholder,
  secrets,
  sender,
  recipient,
  repetition,
  channels,
  reference,
  accompanyingFields,
  bodyType,
  content,
  text,
  textAppearance,
  mediaUrl,
  mediaType,
];

import { pickColour, pickInitials } from '../view/words.js';
import { Icon } from './icons.js';

const COLOURS = 7;

/** A round picture with initials, always in the same colour for the same chat. */
export function Avatar({ id, name }: { readonly id: string; readonly name: string }) {
  const initials = pickInitials(name);
  return (
    <span class={`avatar tint-${pickColour(id, COLOURS)}`} aria-hidden="true">
      {initials === '' ? <Icon name="person" size={22} /> : initials}
    </span>
  );
}

import { CmtgError } from '../core/errors.js';
import type { ConfigOrigin, FilePlace } from './settings.js';

/** `file:line:column`, as editors and terminals turn into a link. */
export function formatPlace(place: FilePlace): string {
  return [place.file, place.line, place.column].filter((part) => part !== undefined).join(':');
}

/**
 * An error about a place in a configuration file. It carries no cause: a parser's own message may repeat the text around
 * the mistake, and that may be the product token.
 */
export function configError(code: string, place: FilePlace, message: string, hint?: string): CmtgError {
  return new CmtgError(`${formatPlace(place)}: ${message}`, { code, category: 'config', hint });
}

/** An origin in words, such as `project file /srv/app/.cmtelegramrc:3:5`. */
export function formatOrigin(origin: ConfigOrigin): string {
  switch (origin.kind) {
    case 'default':
      return 'default';
    case 'flag':
      return `flag ${origin.name}`;
    case 'environment':
      return `environment ${origin.name}`;
    case 'user-file':
    case 'project-file': {
      const words = `${origin.kind === 'user-file' ? 'user file' : 'project file'} ${formatPlace(origin)}`;
      return origin.profile === undefined ? words : `${words} (profile ${origin.profile})`;
    }
  }
}

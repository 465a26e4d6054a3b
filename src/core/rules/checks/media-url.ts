import { hasBotToken } from '../../channel/bot-token.js';
import { findPrivateHost } from '../../channel/public-host.js';
import type { Path } from '../../diagnostics/diagnostic.js';
import type { Check, Report } from '../rule.js';

/** Whether somebody outside can fetch the media. */
export const mediaUrl: Check = {
  message(message, at, report) {
    message.richContent?.conversation?.forEach((item, index) => {
      if (item.media === undefined) return;
      const path = [...at, 'richContent', 'conversation', index, 'media'];
      if (item.media.mediaUri === undefined || item.media.mediaUri === '') report('media/url-missing', path);
      else if (!hasBotToken(item.media.mediaUri)) checkUrl(item.media.mediaUri, [...path, 'mediaUri'], report);
    });
  },
};

function checkUrl(value: string, path: Path, report: Report): void {
  const url = parseUrl(value);
  if (url === undefined) {
    report('media/url-invalid', path, { value: value.length > 80 ? `${value.slice(0, 80)}…` : value });
    return;
  }
  if (url.username !== '' || url.password !== '') report('media/url-credentials', path);
  const why = findPrivateHost(url.hostname);
  if (why !== undefined) report('media/url-not-public', path, { host: url.hostname, why });
  else if (url.protocol === 'http:') report('media/url-not-https', path);
}

/** An absolute http or https address without white space, or undefined. */
function parseUrl(value: string): URL | undefined {
  if (!/^https?:\/\/[^\s]+$/i.test(value) || !URL.canParse(value)) return undefined;
  return new URL(value);
}

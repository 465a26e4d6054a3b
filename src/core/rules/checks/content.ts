import { facts } from '../../channel/telegram.js';
import { countCodePoints } from '../../text/count.js';
import type { Check } from '../rule.js';

/** Where the content of a message stands: whether there is any, and whether the right one is shown. */
export const content: Check = {
  message(message, at, report) {
    const items = message.richContent?.conversation;
    const body = message.body?.content;
    if (items === undefined || items.length === 0) {
      if (items?.length === 0)
        report('envelope/empty-list', [...at, 'richContent', 'conversation'], { key: 'conversation' });
      if (body === undefined) report('text/missing', at);
      else reportSmsLimit(body);
      return;
    }
    items.forEach((item, index) => {
      if (item.text === undefined && item.media === undefined && Object.keys(item).length === 0) {
        report('text/missing', [...at, 'richContent', 'conversation', index]);
      }
    });
    if (body !== undefined && body !== '') report('text/body-and-rich', [...at, 'body', 'content']);

    function reportSmsLimit(text: string): void {
      // Every SMS part holds more than this, in either alphabet.
      if (text.length <= facts.smsUnicodePartLength.value) return;
      const gsm = isGsm(text);
      const length = gsm ? countCodePoints(text) : text.length;
      const limit = gsm ? facts.smsPartLength.value : facts.smsUnicodePartLength.value;
      if (length > limit) report('text/sms-limit', [...at, 'body', 'content'], { length, limit });
    }
  },
};

/** The basic character set of GSM 03.38 and its extension; the latter counts twice, which only makes this a lower bound. */
function isGsm(text: string): boolean {
  return /^[\n\r !-Z\\^_a-~[\]{}|¡£¤¥§¿ÄÅÆÇÉÑÖØÜßàäåæèéìñòöøùüΓΔΘΛΞΠΣΦΨΩ€]*$/.test(text);
}

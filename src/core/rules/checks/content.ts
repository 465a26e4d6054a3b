import { facts } from '../../channel/telegram.js';
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
      const limit = gsm ? facts.smsPartLength.value : facts.smsUnicodePartLength.value;
      if (text.length > limit) report('text/sms-limit', [...at, 'body', 'content'], { length: text.length, limit });
    }
  },
};

/** The basic character set of GSM 03.38 and its extension; the latter counts twice, which only makes this a lower bound. */
const gsm = /[\n\r !-Z\\^_a-~[\]{}|¡£¤¥§¿ÄÅÆÇÉÑÖØÜßàäåæèéìñòöøùüΓΔΘΛΞΠΣΦΨΩ€]/;
/** The same for Latin-1 as a table: a loop over it takes a tenth of the time the expression does. */
const gsmLatin = Array.from({ length: 0x100 }, (_, code) => gsm.test(String.fromCharCode(code)));

function isGsm(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (!(code < 0x100 ? gsmLatin[code] : gsm.test(text.charAt(index)))) return false;
  }
  return true;
}

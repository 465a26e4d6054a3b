import { facts } from '../../channel/telegram.js';
import type { RuleExamples } from './rule-example.js';
import { conversation, longText, media, messages, oneMessage } from './samples.js';

const good = media();
const limit = facts.captionLength.value;

const photos = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    media: {
      mediaName: `photo${index + 1}.jpg`,
      mediaUri: `https://www.cm.com/photo${index + 1}.jpg`,
      mimeType: 'image/jpeg',
    },
  }));

/** Examples of media and captions. */
export const mediaExamples = {
  'media/caption-too-long': {
    why: 'A text beside media is a caption on Telegram, and its limit is a quarter of that of a text. CM’s page names only the limit for texts. Telegram refuses the message as a whole, after CM has accepted it.',
    bad: media({}, { text: longText(limit + 1) }),
    good: media({}, { text: longText(limit) }),
  },
  'media/caption-long-before-cleaning': {
    why: 'Telegram counts after it has removed carriage returns and blanks at the ends. As it stands the caption would arrive; whether CM counts before or after is not known.',
    bad: media({}, { text: `${longText(limit)}${' '.repeat(8)}` }),
    good: media({}, { text: longText(limit) }),
  },
  'media/url-missing': {
    why: 'CM takes media by address and offers no upload. Without an address there is nothing to show.',
    bad: media({ mediaUri: undefined }),
    good,
  },
  'media/url-invalid': {
    why: 'CM and Telegram fetch the file themselves, from an absolute web address. A path of your own machine or site means nothing to them.',
    bad: media({ mediaUri: 'images/parcel.jpg' }),
    good,
  },
  'media/url-not-public': {
    why: 'CM asks that the file be publicly available. An address of your own machine or network leads their servers nowhere, in whatever notation it is written.',
    bad: media({ mediaUri: 'https://192.168.1.20/parcel.jpg' }),
    good,
  },
  'media/url-credentials': {
    why: 'A user name and password in an address reach everybody who reads the message or a log, and CM documents no support for them. A signed link that expires does the same without a password.',
    bad: media({ mediaUri: 'https://shop:secret@www.cm.com/parcel.jpg' }),
    good,
  },
  'media/url-not-https': {
    why: 'All samples of CM’s pages use https, and its security rules ask for encryption. Plain http can be read and changed on the way, and may be blocked.',
    bad: media({ mediaUri: 'http://www.cm.com/parcel.jpg' }),
    good,
  },
  'media/name-missing': {
    why: 'The name is what a person sees of a document and saves it as. CM asks for one that ends in the proper extension.',
    bad: media({ mediaName: undefined }),
    good,
  },
  'media/name-extension': {
    why: 'CM asks that the name end in the proper file extension. A name that contradicts the MIME type may be shown as a file nobody can open.',
    bad: media({ mediaName: 'parcel.pdf' }),
    good,
  },
  'media/mime-missing': {
    why: 'The MIME type decides whether a file is shown as a picture, a video or a document. What CM assumes without one is not documented.',
    bad: media({ mimeType: undefined }),
    good,
  },
  'media/mime-unknown': {
    why: 'A MIME type that is not registered says nothing to anybody on the way. CM’s own collection has “document/pdf” and “audio/mp3”.',
    bad: media({ mediaName: 'terms.pdf', mediaUri: 'https://www.cm.com/terms.pdf', mimeType: 'document/pdf' }),
    good: media({ mediaName: 'terms.pdf', mediaUri: 'https://www.cm.com/terms.pdf', mimeType: 'application/pdf' }),
  },
  'media/mime-not-listed': {
    why: 'CM’s page lists the types for each kind of media. It says of other video types that they go out as a document, and nothing of the rest.',
    bad: media({ mediaName: 'parcel.tiff', mediaUri: 'https://www.cm.com/parcel.tiff', mimeType: 'image/tiff' }),
    good,
  },
  'media/document-type': {
    why: 'Telegram promises to fetch only PDF and ZIP documents by address. CM’s page names no restriction; unless CM uploads the file itself, another type may not arrive.',
    bad: media({ mediaName: 'prices.csv', mediaUri: 'https://www.cm.com/prices.csv', mimeType: 'text/csv' }),
    good: media({ mediaName: 'prices.pdf', mediaUri: 'https://www.cm.com/prices.pdf', mimeType: 'application/pdf' }),
  },
  'media/webp': {
    why: 'CM lists WebP as a type of images and as one of stickers. Telegram is known to show a WebP as a sticker, without a frame and without its caption.',
    bad: media({ mediaName: 'parcel.webp', mediaUri: 'https://www.cm.com/parcel.webp', mimeType: 'image/webp' }),
    good,
  },
  'media/sticker-caption': {
    why: 'Stickers have no caption on Telegram. What CM does with a text beside one is not documented; it may be lost.',
    bad: media(
      { mediaName: 'parcel.webp', mediaUri: 'https://www.cm.com/parcel.webp', mimeType: 'image/webp' },
      { text: 'Your parcel is on its way.' },
    ),
    good: media({}, { text: 'Your parcel is on its way.' }),
  },
  'media/tgs-by-url': {
    why: 'CM’s page lists animated stickers. Telegram’s documentation says that they cannot be sent by address. Both can be true only if CM uploads the file itself.',
    bad: media({
      mediaName: 'wave.tgs',
      mediaUri: 'https://www.cm.com/wave.tgs',
      mimeType: 'application/x-tgsticker',
    }),
    good,
  },
  'media/gif-as-mpeg': {
    why: 'CM lists video/mpeg without sound as an animation. Telegram documents GIF and silent MPEG-4, which is video/mp4; the entry on CM’s page may be a slip for it.',
    bad: media({ mediaName: 'wave.mpeg', mediaUri: 'https://www.cm.com/wave.mpeg', mimeType: 'video/mpeg' }),
    good: media({ mediaName: 'wave.mp4', mediaUri: 'https://www.cm.com/wave.mp4', mimeType: 'video/mp4' }),
  },
  'media/too-many-items': {
    why: 'CM’s PHP SDK stops at this number of items in one message, while CM’s Postman collection sends more and no page states a limit.',
    bad: conversation(...photos(facts.conversationItems.value + 1)),
    good: messages(
      oneMessage({
        body: { content: '' },
        richContent: { conversation: photos(facts.conversationItems.value) },
      }),
    ),
  },
} satisfies RuleExamples;

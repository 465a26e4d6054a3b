/** Bodies in every shape that CM's pages show, with made-up values. */
const media = { mediaUri: '', contentType: '', title: '' };
const chat = {
  reference: 'ref-1',
  messageContext: '',
  from: { number: '22334455', name: 'Grace' },
  to: { number: '99887766' },
};
const whatsApp = {
  reference: '5b0b7a4e-1111-4222-8333-444455556666',
  from: { number: '+31611111111', name: 'Grace' },
  to: { number: '0031622222222' },
};
const times = { time: '2024-06-01 14:00:01', timeUtc: '2024-06-01T12:00:01' };
const echo = ['a1b2c3d4-1111-4222-8333-444455556666', 'someProduct', ''];
const button = {
  text: 'Yes',
  media,
  custom: { suggestions: [{ action: 'Reply', postbackData: 'CONFIRM' }] },
};
const instagram = { from: { number: '<IGSID>' }, to: { number: '<IGID>' } };

const documents: Readonly<Record<string, unknown>> = {
  'facebook-button': { ...chat, message: button, groupings: ['', '', ''], ...times, channel: 'Facebook Messenger' },
  'google-button': {
    ...chat,
    from: { number: '00000000-1111-2222-3333-444444444444', name: 'Grace' },
    to: { number: '0123456789abcdef0123456789abcdef' },
    message: button,
    groupings: ['', '', ''],
    ...times,
    channel: 'Google Business Messages',
  },
  'twitter-button': {
    ...chat,
    from: { number: '22334455', name: '@grace' },
    message: button,
    groupings: ['', '', ''],
    ...times,
    channel: 'Twitter',
  },
  'instagram-media': {
    ...chat,
    message: {
      text: '',
      media: { mediaUri: 'https://lookaside.example.com/?asset_id=1&signature=x', contentType: '', title: '' },
      custom: { username: 'grace' },
    },
    groupings: ['', '', ''],
    ...times,
    channel: 'Instagram',
  },
  'legacy-gateway': { reference: 'ref', from: '0031611111111', to: '1234', body: 'hello', groupings: ['', '', ''] },
  'whatsapp-text': {
    ...whatsApp,
    from: { number: '+31611111111', name: '' },
    message: { text: 'hello', media, custom: {} },
    groupings: echo,
    timeUtc: times.timeUtc,
    channel: 'WhatsApp',
  },
  'whatsapp-media': {
    ...whatsApp,
    message: {
      text: '',
      media: { mediaUri: 'https://files.example.com/1', contentType: 'image/png', title: 'a title' },
      custom: {},
    },
    groupings: echo,
    timeUtc: times.timeUtc,
    channel: 'WhatsApp',
  },
  'whatsapp-location': {
    ...whatsApp,
    message: {
      text: '',
      media,
      custom: { location: { latitude: 52.1, longitude: 5.2, label: 'Home', searchQuery: 'Lane 1' } },
    },
    groupings: echo,
    timeUtc: times.timeUtc,
    channel: 'WhatsApp',
  },
  'whatsapp-contact': {
    ...whatsApp,
    message: {
      text: '',
      media,
      custom: {
        contacts: [
          {
            addresses: [
              { city: 'Town', country: 'Land', country_code: 'XX', street: 'Lane 1', type: 'WORK', zip: '1' },
            ],
            name: { formatted_name: 'Grace H', last_name: 'H' },
          },
        ],
      },
    },
    groupings: echo,
    timeUtc: times.timeUtc,
    channel: 'WhatsApp',
  },
  'event-delete': {
    ...instagram,
    event: { type: 'MessageDelete', reference: '77' },
    timeUtc: times.timeUtc,
    channel: 'Instagram',
  },
  'event-mention': {
    ...instagram,
    event: { type: 'StoryMention', reference: '78', custom: { url: '<CDN_URL>' } },
    timeUtc: times.timeUtc,
    channel: 'Instagram',
  },
  'event-newest': {
    reference: '00000000-1111-4222-8333-444444444444',
    messageContext: '',
    ...instagram,
    event: { type: 'MessageDelete', reference: '79' },
    timeUtc: times.timeUtc,
    channel: 'Instagram',
  },
  'report-delivered': {
    messages: {
      msg: {
        received: '2024-06-01T12:00:01',
        to: '0031611111111',
        reference: '4711',
        status: { code: '2', errorCode: '', errorDescription: 'Delivered' },
        operator: '',
      },
    },
  },
  'report-template': {
    messages: {
      msg: {
        received: '[CREATED_S]',
        to: '[GSM]',
        reference: '[REFERENCE]',
        status: { code: '[STATUS]', errorCode: '[STATUSDESCRIPTION]', errorDescription: '[STANDARDERRORTEXT]' },
        operator: '[OPERATOR]',
      },
    },
  },
};

export interface InboundFixture {
  readonly name: string;
  readonly kind: 'message' | 'event' | 'status';
  /** The body, laid out and ended as a file is: a program that reformats it is found out. */
  readonly body: string;
}

export const inboundFixtures: readonly InboundFixture[] = Object.entries(documents).map(([name, document]) => ({
  name,
  kind: name.startsWith('event') ? 'event' : name.startsWith('report') ? 'status' : 'message',
  body: `${JSON.stringify(document, null, 2)}\n`,
}));

/** The body of one fixture. */
export function inboundBody(name: string): string {
  const fixture = inboundFixtures.find((each) => each.name === name);
  if (fixture === undefined) throw new Error(`There is no fixture ${name}`);
  return fixture.body;
}

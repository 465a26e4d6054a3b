import { describe, expect, test } from 'vitest';
import { buildMedia, buildMediaMessage, buildTextMessage } from '../../../src/core/payload/build-message.js';
import type { JsonValue } from '../../../src/core/payload/payload.js';
import { planMedia, planText } from '../../../src/core/payload/plan-send.js';
import { readPayload } from '../../../src/core/payload/read-payload.js';

describe('buildMedia', () => {
  test.each([
    ['https://e.com/a.jpg', {}, 'a.jpg', 'image/jpeg'],
    ['https://e.com/a.jpg?width=5#x', {}, 'a.jpg', 'image/jpeg'],
    ['https://e.com/dir/my%20file.PDF', {}, 'my file.PDF', 'application/pdf'],
    ['https://e.com/a%2Fb.png', {}, 'a_b.png', 'image/png'],
    ['https://e.com/sticker.tgs', {}, 'sticker.tgs', 'application/x-tgsticker'],
    [
      'https://e.com/report.docx',
      {},
      'report.docx',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ],
    ['https://e.com/file', { mimeType: 'application/pdf' }, 'file.pdf', 'application/pdf'],
    ['https://e.com/', { mimeType: 'image/png' }, 'file.png', 'image/png'],
    ['https://e.com/photo.php', { mimeType: 'image/jpeg' }, 'photo.php.jpg', 'image/jpeg'],
    ['https://e.com/v1.2', { mimeType: 'video/mp4' }, 'v1.2.mp4', 'video/mp4'],
    ['https://e.com/file', { name: 'report.pdf' }, 'report.pdf', 'application/pdf'],
    ['https://e.com/a.jpg', { name: 'b.png' }, 'b.png', 'image/png'],
    ['https://e.com/a.jpg', { name: 'b', mimeType: 'image/png' }, 'b', 'image/png'],
    ['https://e.com/%E0%A4%A', {}, '%E0%A4%A', undefined],
    ['https://e.com/unknown', {}, 'unknown', undefined],
  ])('%s %j', (url, given, mediaName, mimeType) => {
    expect(buildMedia({ url, ...given })).toEqual({
      mediaName,
      mediaUri: url,
      ...(mimeType === undefined ? {} : { mimeType }),
    });
  });
});

const fields = { from: '1', to: '2' };

test('nothing that was not given is in a message', () => {
  expect(Object.keys(buildTextMessage({ ...fields, text: 'x' }))).toEqual(['from', 'to', 'body', 'allowedChannels']);
  expect(Object.keys(buildMediaMessage({ ...fields, media: [{ url: 'https://e.com/a.jpg' }] }))).toEqual([
    'from',
    'to',
    'body',
    'allowedChannels',
    'richContent',
  ]);
});

test('what cmtg builds has the shape that CM documents', () => {
  const messages = [
    buildTextMessage({ ...fields, text: 'x', rich: true, reference: 'r', grouping: ['a', 'b', 'c'], validity: '2h' }),
    buildMediaMessage({ ...fields, media: [{ url: 'https://e.com/a.jpg' }, { url: 'https://e.com/b' }], caption: 'c' }),
  ];
  expect(readPayload({ messages: { msg: messages } } as unknown as JsonValue).findings).toEqual([]);
});

test('a plan sends part k to every chat before part k + 1', () => {
  let count = 0;
  const { plan } = planText({
    from: '1',
    to: ['a', 'b'],
    parts: ['x', 'y'],
    rich: false,
    createReference: () => `r${count++}`,
  });
  expect(
    plan.steps.map((step) => step.map(({ to, part, reference }) => `${to} ${part?.index}/${part?.of} ${reference}`)),
  ).toEqual([
    ['a 1/2 r0', 'b 1/2 r1'],
    ['a 2/2 r2', 'b 2/2 r3'],
  ]);
});

test('the text that follows media is a step of its own', () => {
  const { plan, messages } = planMedia({
    from: '1',
    to: ['a'],
    media: [{ url: 'https://e.com/a.jpg' }],
    following: ['caption'],
    rich: false,
    createReference: () => 'r',
  });
  expect(plan.steps).toHaveLength(2);
  expect(messages[0]).not.toHaveProperty('richContent.conversation.0.text');
  expect(messages[1]).toMatchObject({ body: { type: 'auto', content: 'caption' } });
});

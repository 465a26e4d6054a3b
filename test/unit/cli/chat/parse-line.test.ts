import { expect, it } from 'vitest';
import { lineCommands, parseLine } from '../../../../src/cli/chat/parse-line.js';

const act = (action: object, more: object = {}) => ({ do: 'act', action, ...more });

it.each<[string, object]>([
  ['hello', act({ kind: 'text', text: 'hello' })],
  ['/start promo', act({ kind: 'text', text: '/start promo' })],
  ['::-)', act({ kind: 'text', text: ':-)' })],
  ['   ', { do: 'nothing' }],
  [':photo https://e.example/a.jpg', act({ kind: 'image', media: { uri: 'https://e.example/a.jpg' } })],
  [':sticker https://e.example/s.webp', act({ kind: 'sticker', media: { uri: 'https://e.example/s.webp' } })],
  [
    ':document https://e.example/a.pdf the  terms',
    act({ kind: 'document', media: { uri: 'https://e.example/a.pdf' }, caption: 'the  terms' }),
  ],
  [':location 51.5 -4', act({ kind: 'location', latitude: 51.5, longitude: -4, label: '' })],
  [':location 51.5 -4 At home', act({ kind: 'location', latitude: 51.5, longitude: -4, label: 'At home' })],
  [':contact +31600000001 Ann Smith', act({ kind: 'contact', phone: '+31600000001', name: 'Ann Smith' })],
  [':reply 12 yes please', act({ kind: 'text', text: 'yes please' }, { replyTo: 12 })],
  [':advance 5m', { do: 'advance', ms: 300_000 }],
  [':quit', { do: 'quit' }],
  [':help', { do: 'help' }],
])('%j is understood', (line, expected) => {
  expect(parseLine(line)).toEqual(expected);
});

it.each([
  ':',
  ':photo',
  ':location 1',
  ':location a b',
  ':contact +31',
  ':reply 1',
  ':reply x y',
  ':advance 5',
  ':constructor',
  ':)',
])('%j is explained', (line) => {
  expect(parseLine(line)).toMatchObject({ do: 'wrong' });
});

it('lists every command it knows', () => {
  for (const [usage] of lineCommands) expect(parseLine(usage).do, usage).not.toBe('nothing');
});

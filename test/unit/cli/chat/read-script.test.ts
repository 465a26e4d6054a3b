import { describe, expect, it } from 'vitest';
import { readScript } from '../../../../src/cli/chat/read-script.js';

const read = (text: string) => readScript(text, 'a.yaml');

describe('a script', () => {
  it('becomes steps with their places, labels and times', () => {
    const script = read(`name: All of it
chat: 12345678901234567890
bot: "77"
as: Ann
within: 2s
seed: 9
faults: [429=1x]
steps:
  - start
  - start: promo
  - say: 42
  - send: { photo: https://e.example/a.jpg, caption: Hi, name: b.jpg, type: image/png }
  - send: { contact: { name: Ann, phone: "+31" } }
  - send: { location: { latitude: 1.5, longitude: -2 } }
  - reply: ok
  - reply: { text: ok, to: that }
  - expect: hello
  - expect: { pattern: "^h", media: photo, name: x.jpg, uri: https://e.example/x.jpg, text: hi, within: 1m }
  - expect: { nothing: 300ms }
  - advance: 30d
  - faults: []
`);
    expect(script).toMatchObject({
      name: 'All of it',
      chat: '12345678901234567890',
      bot: '77',
      as: 'Ann',
      seed: 9,
      faults: ['429=1x'],
    });
    expect(script.steps).toEqual([
      { line: 9, column: 5, label: 'start', do: 'act', action: { kind: 'start' } },
      { line: 10, column: 5, label: 'start promo', do: 'act', action: { kind: 'start', payload: 'promo' } },
      { line: 11, column: 5, label: 'say 42', do: 'act', action: { kind: 'text', text: '42' } },
      {
        line: 12,
        column: 5,
        label: 'send photo',
        do: 'act',
        action: {
          kind: 'image',
          media: { uri: 'https://e.example/a.jpg', name: 'b.jpg', mimeType: 'image/png' },
          caption: 'Hi',
        },
      },
      { line: 13, column: 5, label: 'send contact', do: 'act', action: { kind: 'contact', name: 'Ann', phone: '+31' } },
      {
        line: 14,
        column: 5,
        label: 'send location',
        do: 'act',
        action: { kind: 'location', latitude: 1.5, longitude: -2 },
      },
      { line: 15, column: 5, label: 'reply ok', do: 'reply', text: 'ok' },
      { line: 16, column: 5, label: 'reply ok', do: 'reply', text: 'ok', to: 'that' },
      { line: 17, column: 5, label: 'expect hello', do: 'expect', expectation: { text: 'hello' }, withinMs: 2000 },
      {
        line: 18,
        column: 5,
        label: 'expect image named x.jpg at https://e.example/x.jpg “hi” /^h/',
        do: 'expect',
        expectation: { pattern: '^h', media: 'image', name: 'x.jpg', uri: 'https://e.example/x.jpg', text: 'hi' },
        withinMs: 60_000,
      },
      { line: 19, column: 5, label: 'expect nothing for 300ms', do: 'expect-nothing', forMs: 300 },
      { line: 20, column: 5, label: 'advance 30d', do: 'advance', ms: 2_592_000_000 },
      { line: 21, column: 5, label: 'faults', do: 'faults', faults: [], seed: 9 },
    ]);
  });

  it.each<[string, string, string]>([
    ['', '1:1', 'empty'],
    ['just text', '1:1', 'must be a map'],
    ['steps: []', '1:8', 'at least one step'],
    ['name: x', '1:1', '`steps`'],
    ['steps:\n  - say: x\nstepz: 1', '3:1', 'no key “stepz”'],
    ['steps:\n  - say: x\n  - expct: y', '3:5', 'no key “expct”'],
    ['steps:\n  - say: x\n    expect: y', '2:5', 'exactly one of'],
    ['steps:\n  - 12', '2:5', 'must be a map'],
    ['steps:\n  - say: ""', '2:10', 'no empty text'],
    ['steps:\n  - say:', '2:9', 'A text is expected'],
    ['steps:\n  - say: [a]', '2:10', 'A text is expected'],
    ['steps:\n  - start: a b', '2:12', 'deep link'],
    ['steps:\n  - send: { photo: "file:///x" }', '2:11', 'http or https'],
    ['steps:\n  - send: { caption: x }', '2:11', 'exactly one of'],
    ['steps:\n  - send: { location: { latitude: 1 } }', '2:23', '`longitude` is missing'],
    ['steps:\n  - send: { location: { latitude: 91, longitude: 0 } }', '2:11', 'latitude'],
    ['steps:\n  - send: { location: { latitude: "1", longitude: 0 } }', '2:35', 'must be a number'],
    ['steps:\n  - expect: {}', '2:13', 'needs one of'],
    ['steps:\n  - expect: { pattern: "(" }', '2:24', 'no regular expression'],
    ['steps:\n  - expect: { media: painting }', '2:22', 'media is one of'],
    ['steps:\n  - expect: { nothing: 1s, text: x }', '2:24', 'stands alone'],
    ['steps:\n  - expect: { nothing: soon }', '2:24', 'A duration'],
    ['steps:\n  - expect: { text: x, within: 5 }', '2:32', 'A duration'],
    ['steps:\n  - advance: 400d', '2:14', 'A duration'],
    ['steps:\n  - faults: [rain]', '2:13', 'cannot be read'],
    ['seed: -1\nsteps:\n  - start', '1:7', 'whole number'],
    ['steps:\n  - say: "x', '2:', 'quote'],
    ['steps:\n\t- say: x', '2:', ''],
    ['steps: &a [*a]', '1:', ''],
  ])('%j is refused with its place', (text, place, why) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({
        category: 'config',
        message: expect.stringMatching(new RegExp(`^a\\.yaml:${place}.*${why.replace(/[[\](){}]/g, '\\$&')}`, 's')),
      }),
    );
  });
});

/** Texts that people can send and that break careless programs. Written as escapes: nobody could review them otherwise. */
export const oddTexts: readonly { readonly what: string; readonly text: string }[] = [
  {
    what: 'a family of emoji, joined',
    text: '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}\u200d\u{1f466} \u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} \u{1f1f3}\u{1f1f1} 1\ufe0f\u20e3',
  },
  {
    what: 'right-to-left text with numbers',
    text: '\u0645\u0631\u062d\u0628\u0627 123 \u05e9\u05dc\u05d5\u05dd (abc)',
  },
  { what: 'controls of the reading direction', text: 'invoice\u202egpj.exe \u2066isolated\u2069 \u200f' },
  {
    what: 'terminal escapes: title, clipboard, colour, cursor',
    text: '\u001b]0;owned\u0007\u001b]52;c;b3duZWQ=\u0007\u001b[31mred\u001b[2J\u001b[1;1H\u009b31m',
  },
  {
    what: 'a hyperlink that lies',
    text: '\u001b]8;;https://example.com/evil\u001b\\https://example.com/good\u001b]8;;\u001b\\',
  },
  { what: 'line breaks of every kind', text: 'one\ntwo\r\nthree\rfour\u0085five\u2028six\u2029seven' },
  { what: 'invisible characters', text: '\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u061c\u180e' },
  { what: 'composed and decomposed', text: '\u00e5 a\u030a \ufb01 \u1e9b\u0323' },
  { what: 'a pile of marks', text: `Z${'\u0351\u0489\u0316'.repeat(20)}algo` },
  { what: 'half a surrogate pair', text: 'broken \ud83d pair' },
  { what: 'noncharacters and private use', text: '\ufffe \uffff \u{10ffff} \ue000 \ufffd' },
  { what: 'the NUL character', text: 'before\u0000after' },
  { what: 'JSON and shell syntax', text: '{"a":"\\"}\'; $(date) `date` && <b>&amp;</b> %s %n \\u0000' },
];

import { count, type RuleInfo } from '../rule-info.js';

const RFC_8259 = 'https://www.rfc-editor.org/rfc/rfc8259';

/** What is wrong with the text before anybody looks at its meaning. */
export const syntaxRules = {
  'syntax/invalid-json': {
    title: 'Malformed JSON',
    severity: 'error',
    message: (a) => `This is not JSON: ${a.problem}.`,
    help: 'Correct the JSON; a strict parser refuses the whole request with error 202.',
    source: RFC_8259,
  },
  'syntax/invalid-utf8': {
    title: 'Not UTF-8',
    severity: 'error',
    message: (a) => `The file is not valid UTF-8 (first bad byte at offset ${a.offset}).`,
    help: 'Save the file as UTF-8; JSON that is exchanged must be UTF-8.',
    source: RFC_8259,
  },
  'syntax/byte-order-mark': {
    title: 'Byte order mark',
    severity: 'warning',
    message: () => 'The file begins with a byte order mark.',
    help: 'Save the file as UTF-8 without BOM; some parsers refuse a BOM.',
    source: RFC_8259,
  },
  'syntax/duplicate-key': {
    title: 'Duplicate key',
    severity: 'error',
    message: (a) => `The key "${a.key}" stands here again; it is already at line ${a.line}, column ${a.column}.`,
    help: 'Keep one of the two: parsers disagree on which one counts, and most drop the first silently.',
    source: RFC_8259,
  },
  'syntax/unsafe-number': {
    title: 'Number that changes on the way',
    severity: 'error',
    message: (a) => `The number ${a.number} does not survive parsing: it becomes ${a.becomes}.`,
    help: 'Write IDs as strings, and keep numbers within ±9007199254740991.',
    source: RFC_8259,
  },
  'syntax/lone-surrogate': {
    title: 'Half a character',
    severity: 'error',
    message: (a) => `The string holds half of a surrogate pair (${a.escape}), which is no character.`,
    help: 'Write the whole character, or both halves; Telegram refuses text that is not valid UTF-8.',
    facts: ['textEncoding'],
  },
  'syntax/too-deep': {
    title: 'Nested too deeply',
    severity: 'error',
    message: (a) => `The document is nested ${a.depth} levels deep; ${a.limit} is the most cmtg looks at.`,
    help: 'A payload of CM is not deeper than ten levels: look for a bracket that is never closed.',
    facts: ['payloadDepth'],
  },
  'syntax/too-large': {
    title: 'Too much to look at',
    severity: 'error',
    message: (a) => `The document has more than ${count(a.limit, String(a.what))}; cmtg looks no further.`,
    help: 'Divide it into several files: no request that CM takes is near this size.',
    facts: ['payloadValues'],
  },
  'syntax/poisoned-key': {
    title: 'Poisoned key',
    severity: 'error',
    message: (a) => `The key "${a.key}" can change the prototype of objects in careless programs.`,
    help: 'Remove the key: CM knows none of that name.',
    source: 'assumed',
  },
} satisfies Record<string, RuleInfo>;

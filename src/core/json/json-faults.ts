/** What can be wrong with the form of a JSON text, as the end of the sentence "This is not JSON: …". */
export const jsonFaults = {
  empty: 'the file is empty',
  'value-missing': 'a value is missing here',
  'key-missing': 'a key in double quotes is missing here',
  'key-unquoted': 'a key must stand in double quotes',
  'colon-missing': 'a colon is missing here',
  'comma-missing': 'a comma is missing before this',
  'comma-extra': 'a comma stands before the closing bracket',
  'single-quotes': 'strings stand in double quotes, not in single ones',
  'unclosed-string': 'this string is never closed',
  'line-break': 'a line break in a string must be written as \\n',
  'control-character': 'a control character in a string must be written as an escape',
  escape: 'JSON has no such escape',
  number: 'JSON has no number of this form',
  word: 'no words stand without quotes but true, false and null',
  character: 'this has no place here',
  comment: 'JSON has no comments',
  unclosed: 'this bracket is never closed',
  'wrong-bracket': 'this closes another bracket than the one that is open',
  'after-end': 'the document has ended before this',
} as const;

export type JsonFault = keyof typeof jsonFaults;

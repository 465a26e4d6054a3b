// Linux takes no single argument above 128 KiB; the shell's own printf has no such limit.
const LONGEST_ARGUMENT = 100_000;
/** Letters, digits, signs and spaces that any terminal and shell takes as they are. */
const HARMLESS = /^[\n\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u4e00-\u9fff\uac00-\ud7a3]*$/;
/** What curl would add by itself. */
const curlDefaults = ['content-type', 'accept', 'user-agent'];

const NEW_LINE = ' \\\n  ';

/**
 * A command for any POSIX shell that posts exactly these bytes with exactly these headers. Bytes that a terminal could
 * act on are written as octal escapes for printf, so that the command can be looked at.
 */
export function buildWebhookCurl(url: string, headers: Readonly<Record<string, string>>, body: Uint8Array): string {
  const globbing = /[[\]{}]/.test(url) ? '--globoff ' : '';
  const text = decode(body);
  const command = [
    `curl ${globbing}--request POST ${quote(url)}`,
    // A header whose value could act on a terminal is left out: none of CM's does.
    ...Object.entries(headers)
      .filter(([name, value]) => HARMLESS.test(name + value))
      .map(([name, value]) => `--header ${quote(value === '' ? `${name};` : `${name}: ${value}`)}`),
    ...curlDefaults.filter((name) => !Object.hasOwn(headers, name)).map((name) => `--header '${name}:'`),
  ];
  if (text !== undefined && HARMLESS.test(text) && body.byteLength <= LONGEST_ARGUMENT) {
    return [...command, `--data-raw ${quote(text)}`].join(NEW_LINE);
  }
  return [`printf %b ${quote(escapeBytes(body))} |`, ...command, '--data-binary @-'].join(NEW_LINE);
}

/** For printf's `%b`: a backslash doubled, everything but plain ASCII as `\0ooo`. */
function escapeBytes(body: Uint8Array): string {
  let text = '';
  for (const byte of body) {
    if (byte === 0x5c) text += '\\\\';
    else if (byte >= 0x20 && byte < 0x7f) text += String.fromCharCode(byte);
    else text += `\\0${byte.toString(8).padStart(3, '0')}`;
  }
  return text;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function decode(body: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return undefined;
  }
}

import { TOKEN_HEADER } from './build-request.js';
import type { HttpRequest } from './http.js';

/** The environment variable that stands for the product token in the command. */
const TOKEN = '$CMTG_PRODUCT_TOKEN';

// Linux takes no single argument above 128 KiB (MAX_ARG_STRLEN). A longer body goes through the shell's own printf,
// which is no program and so has no such limit.
const LONGEST_ARGUMENT = 120_000;

// The token as buildRequest writes it into a body. Within a JSON string the quotes would be escaped.
const TOKEN_IN_BODY = /("authentication":\{"producttoken":")(?:[^"\\]|\\.)*("\})/;

// Characters that a terminal or an editor may drop, reorder or act on. They occur inside JSON strings only, where
// an escape means the same.
const INVISIBLE =
  /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const NEW_LINE = ' \\\n  ';

/** cmtg's own way of connecting: the command need not repeat it. */
const OWN_HEADERS: readonly string[] = ['user-agent', 'accept-encoding'];

/**
 * A command for any POSIX shell that posts the same JSON. The product token is always `$CMTG_PRODUCT_TOKEN`, in the
 * place where `request` has it (the header when it has none), whatever its value there.
 */
export function buildCurl(request: HttpRequest): string {
  const body = toText(request.body);
  const tokenInBody = TOKEN_IN_BODY.exec(body);
  const options = Object.entries(request.headers)
    .filter(([name]) => name !== TOKEN_HEADER && !OWN_HEADERS.includes(name))
    .map(([name, value]) => `--header ${quote(`${name}: ${value}`)}`);
  if (tokenInBody === null) options.unshift(`--header "${TOKEN_HEADER}: ${TOKEN}"`);
  if (request.method === 'HEAD') options.unshift('--head');

  const globbing = /[[\]{}]/.test(request.url) ? '--globoff ' : '';
  const command = [`curl ${globbing}${quote(request.url)}`, ...options];
  if (request.body === undefined) return command.join(NEW_LINE);

  const data = quoteBody(body, tokenInBody);
  if (new TextEncoder().encode(data).byteLength <= LONGEST_ARGUMENT) {
    return [...command, `--data-raw ${data}`].join(NEW_LINE);
  }
  return [`printf %s ${data} |`, ...command, '--data-binary @-'].join(NEW_LINE);
}

function quoteBody(body: string, token: RegExpExecArray | null): string {
  if (token === null) return quote(escapeInvisible(body));
  const [all, before = '', after = ''] = token;
  const head = body.slice(0, token.index) + before;
  const tail = after + body.slice(token.index + all.length);
  return `${quote(escapeInvisible(head))}"${TOKEN}"${quote(escapeInvisible(tail))}`;
}

function escapeInvisible(json: string): string {
  return json.replace(INVISIBLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** One word for a POSIX shell, whatever it holds. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function toText(body: HttpRequest['body']): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body ?? new Uint8Array());
}

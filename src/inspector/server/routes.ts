import type { IncomingMessage, ServerResponse } from 'node:http';
import { facts } from '../../core/channel/telegram.js';
import type { ChatIndex } from '../create-index.js';
import { buildDetail } from '../message/build-detail.js';
import type { InspectorSource } from '../source.js';
import type { ChatsAnswer, RowsAnswer } from '../view-model.js';
import { buildMediaFrame, readMediaAddress } from './build-media-frame.js';
import type { GateRoute } from './gate.js';
import { type JsonObject, readJsonBody } from './read-json-body.js';
import { readSaying } from './read-saying.js';
import { buildFrameHeaders, buildPageHeaders } from './security-headers.js';
import { streamEvents } from './stream-events.js';
import { writeAnswer, writeJson, writeRefusal } from './write-answer.js';

export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly query: URLSearchParams;
}

/** Something the inspector serves. Paths are exact, and follow the secret of the run. */
export interface Route extends GateRoute {
  readonly handle: (exchange: Exchange) => void | Promise<void>;
}

/** More bubbles than this are asked for in pieces. */
const LARGEST_PAGE = 2000;

/** Everything the inspector serves. */
export function buildRoutes(source: InspectorSource, index: ChatIndex, page: string): readonly Route[] {
  const pageHeaders = buildPageHeaders(page);
  return [
    { method: 'GET', path: '/', handle: ({ response }) => writeAnswer(response, 200, pageHeaders, page) },
    { method: 'GET', path: '/api/chats', handle: listChats },
    { method: 'GET', path: '/api/rows', handle: listRows },
    { method: 'GET', path: '/api/message', handle: showMessage },
    { method: 'GET', path: '/api/events', handle: ({ response }) => streamEvents(response, index) },
    { method: 'GET', path: '/media', handle: showMedia },
    { method: 'POST', path: '/api/say', handle: say },
    { method: 'POST', path: '/api/replay', handle: replay },
  ];

  function listChats({ response, query }: Exchange): void {
    writeJson(response, {
      kind: source.kind,
      title: source.title,
      canSay: source.say !== undefined,
      canReplay: source.replay !== undefined,
      textLimit: facts.textLength.value,
      chats: index.chats(query.get('q') ?? ''),
    } satisfies ChatsAnswer);
  }

  /** The last rows before number `before` (all of them without it), at most `limit`. */
  function listRows({ response, query }: Exchange): void {
    const chat = query.get('chat') ?? '';
    const rows = index.rows(chat);
    const end = Math.min(readNumber(query.get('before')) ?? rows.length, rows.length);
    const start = Math.max(0, end - Math.min(readNumber(query.get('limit')) ?? LARGEST_PAGE, LARGEST_PAGE));
    writeJson(response, { chat, start, total: rows.length, rows: rows.slice(start, end) } satisfies RowsAnswer);
  }

  function showMessage({ response, query }: Exchange): void {
    const message = source.find(query.get('id') ?? '');
    if (message === undefined) writeRefusal(response, 404, 'There is no such message.');
    else writeJson(response, buildDetail(message, source.replay !== undefined));
  }

  function showMedia({ response, query }: Exchange): void {
    const part = index.findRow(query.get('row') ?? '')?.part;
    const address = part?.kind === 'media' ? readMediaAddress(part) : undefined;
    if (part?.kind !== 'media' || address === undefined) {
      writeRefusal(response, 404, 'There is no such file.');
      return;
    }
    const frame = buildMediaFrame(part, address);
    writeAnswer(response, 200, buildFrameHeaders(frame, address), frame);
  }

  async function say({ request, response }: Exchange): Promise<void> {
    if (source.say === undefined) return writeRefusal(response, 404, 'Nobody can write here.');
    const body = await readBody(request, response);
    if (body === undefined) return;
    const saying = readSaying(body);
    if (saying === undefined) return writeRefusal(response, 400, 'This is not a message.');
    writeJson(response, await source.say(saying));
  }

  async function replay({ request, response }: Exchange): Promise<void> {
    if (source.replay === undefined) return writeRefusal(response, 404, 'There is nowhere to replay to.');
    const body = await readBody(request, response);
    if (body === undefined) return;
    const { id } = body;
    if (typeof id !== 'string' || source.find(id) === undefined) {
      return writeRefusal(response, 404, 'There is no such message.');
    }
    writeJson(response, await source.replay(id));
  }
}

async function readBody(request: IncomingMessage, response: ServerResponse): Promise<JsonObject | undefined> {
  const body = await readJsonBody(request);
  if (body === 413) writeRefusal(response, 413, 'This is too long.');
  else if (body === 400) writeRefusal(response, 400, 'The body must be a JSON object.');
  else return body;
  return undefined;
}

function readNumber(text: string | null): number | undefined {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

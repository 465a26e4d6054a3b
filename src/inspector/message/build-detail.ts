import type { InspectedMessage } from '../source.js';
import type { MessageDetail } from '../view-model.js';
import { buildCallCurl } from './build-call-curl.js';
import { checkBody } from './check-body.js';
import { formatJson } from './format-json.js';
import { measureParts } from './measure-parts.js';

/** Everything about one message, for the panel beside the chat. */
export function buildDetail(message: InspectedMessage, canReplay: boolean): MessageDetail {
  const { id, bot, chat, name, side, at, state, note, reference, parts, answers } = message;
  const { body, ...call } = message.call;
  const formatted = formatJson(body);
  return {
    id,
    bot,
    chat,
    name,
    side,
    at,
    state,
    note,
    reference,
    parts: parts.length,
    call,
    raw: checkBody(body, call.checks),
    ...(formatted === undefined || formatted === body.trim() ? {} : { formatted: checkBody(formatted, call.checks) }),
    uses: measureParts(parts),
    answers: answers.map((answer) => ({ ...answer, body: formatJson(answer.body) ?? answer.body })),
    curl: buildCallCurl(message.call),
    replayable: canReplay && message.replayable,
  };
}

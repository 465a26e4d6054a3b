import { facts } from '../../core/channel/telegram.js';
import { buildMediaMessage, buildTextMessage, type MessageFields } from '../../core/payload/build-message.js';
import type { Message } from '../../core/payload/payload.js';
import { splitText } from '../../core/text/split.js';
import type { Columns, RecipientRow } from '../../input/recipients/row.js';
import { compileTemplate, type RenderIssues, type Template } from '../../input/template/compile-template.js';
import type { BulkPlan } from './plan.js';
import type { BulkRow, RowPart } from './row.js';
import { prepareWriter, weighMessage } from './write-message.js';

/** What a plan needs to know to make messages of rows. */
export type RowPlan = Pick<BulkPlan, 'content' | 'from' | 'grouping' | 'validity' | 'columns'>;

/** Makes messages of rows. */
export interface RowPlanner {
  /** Names that the templates use. */
  readonly variables: readonly string[];
  /** Every row gets the same messages, chat and reference aside. */
  readonly constant: boolean;
  readonly to: (row: RecipientRow) => string;
  readonly reference: (row: RecipientRow) => string | undefined;
  /** The column that should name the row's media and does not, when no other address stands in for it. */
  readonly emptyMedia: (row: RecipientRow) => string | undefined;
  /** The messages of a row in order, without reference unless the row has one: what is checked and shown. */
  readonly messages: (row: RecipientRow, issues?: RenderIssues) => Message[];
  /** The row ready to be sent. */
  readonly plan: (row: RecipientRow) => BulkRow;
}

/** Prepares a planner; templates are parsed here, once. */
export function createRowPlanner(plan: RowPlan, columns: Columns): RowPlanner {
  const { content } = plan;
  const text = content.text === undefined ? undefined : compileTemplate(content.text, 'The text');
  const media = (content.media ?? []).map((url) => compileTemplate(url, 'The address'));
  const templates = [...(text === undefined ? [] : [text]), ...media];
  const constant =
    templates.every((template) => template.constant !== undefined) &&
    plan.columns.from === undefined &&
    plan.columns.media === undefined;

  const cell = (row: RecipientRow, name: string | undefined): string => {
    const at = name === undefined ? undefined : columns.positions.get(name);
    return at === undefined ? '' : (row.values[at] ?? '').trim();
  };
  const to = (row: RecipientRow): string => cell(row, plan.columns.to);

  const rich = content.rich === true;
  const common = {
    ...(plan.grouping === undefined ? {} : { grouping: plan.grouping }),
    ...(plan.validity === undefined ? {} : { validity: plan.validity }),
  };
  // Templates are rendered for one row after the other, so one reader serves them all.
  let values: RecipientRow['values'] = [];
  const read = (name: string): string | undefined => {
    const at = columns.positions.get(name);
    return at === undefined ? undefined : values[at];
  };

  const messages = (row: RecipientRow, issues: RenderIssues = {}): Message[] => {
    values = row.values;
    const reference = cell(row, plan.columns.reference);
    const addressed = { ...common, from: cell(row, plan.columns.from) || plan.from, to: to(row) };
    const fields = reference === '' ? addressed : { ...addressed, reference };
    const rendered = text?.render(read, issues);
    if (content.media === undefined) return buildTexts(fields, plan, rendered);
    const urls = cell(row, plan.columns.media).split(/\s+/).filter(Boolean);
    if (urls.length === 0) urls.push(...media.map((template) => template.render(read, issues).trim()));
    return buildMedia(fields, plan, rendered, urls);
  };

  // Texts from one bot differ in chat, reference and text only.
  const writeText =
    content.media === undefined && plan.columns.from === undefined
      ? prepareWriter((to, reference, text) =>
          buildTextMessage({ ...common, from: plan.from, to, reference, text, rich }),
        )
      : undefined;
  const toParts = (row: RecipientRow): RowPart[] => {
    if (writeText !== undefined) {
      values = row.values;
      const texts = splitParts(text?.render(read) ?? '', content.split);
      return texts.map((part) => ({ weight: 1, toJson: (to, reference) => writeText(to, reference, part) }));
    }
    return messages(row).map((message) => ({
      weight: weighMessage(message),
      toJson: (to, reference) => JSON.stringify({ ...message, to: [{ number: to }], reference }),
    }));
  };
  let shared: readonly RowPart[] | undefined;
  return {
    variables: [...new Set(templates.flatMap(({ variables }: Template) => variables))],
    constant,
    to,
    reference: (row) => cell(row, plan.columns.reference) || undefined,
    emptyMedia(row) {
      const column = plan.columns.media;
      return column !== undefined && media.length === 0 && cell(row, column) === '' ? column : undefined;
    },
    messages,
    plan(row) {
      if (constant) shared ??= toParts(row);
      const { index, line } = row;
      const reference = cell(row, plan.columns.reference) || undefined;
      return { index, line, to: to(row), reference, parts: constant && shared ? shared : toParts(row) };
    },
  };
}

function buildTexts(fields: MessageFields, { content }: RowPlan, text = ''): Message[] {
  const rich = content.rich === true;
  return splitParts(text, content.split).map((part) => buildTextMessage({ ...fields, text: part, rich }));
}

function buildMedia(
  fields: MessageFields,
  plan: RowPlan,
  text: string | undefined,
  urls: readonly string[],
): Message[] {
  const { content } = plan;
  const media = urls.map((url) => ({
    url,
    ...(content.mediaName === undefined ? {} : { name: content.mediaName }),
    ...(content.mimeType === undefined ? {} : { mimeType: content.mimeType }),
  }));
  if (content.captionAsText) return [buildMediaMessage({ ...fields, media }), ...buildTexts(fields, plan, text)];
  return [buildMediaMessage({ ...fields, media, ...(text === undefined ? {} : { caption: text }) })];
}

/** A text without a single visible character splits into nothing; the check says so. */
function splitParts(text: string, split: true | undefined): readonly string[] {
  if (!split) return [text];
  const { parts } = splitText(text, facts.textLength.value);
  return parts.length === 0 ? [text] : parts;
}

import { defaultEndpoint, gatewayHosts } from '../../src/core/channel/cm.js';
import type { Fact } from '../../src/core/channel/fact.js';
import { mediaKinds } from '../../src/core/channel/media-kind.js';
import { showAuthorities, showFact } from '../../src/core/channel/show-fact.js';
import { factList } from '../../src/core/channel/telegram.js';

const areas: Readonly<Record<string, string>> = {
  channel: 'The channel',
  text: 'Texts',
  caption: 'Captions',
  media: 'Media',
  sticker: 'Stickers',
  photo: 'Images',
  'chat-id': 'Chat IDs',
  'bot-token': 'Bot tokens',
  rate: 'Rates',
  request: 'Requests',
  reference: 'References',
  grouping: 'Groupings',
  validity: 'Validity',
  webhook: 'Webhooks',
  status: 'Status reports',
  start: 'Deep links',
  gateway: 'The gateway',
};

/** docs/limits.md: the table of facts in words. */
export function renderLimits(): string {
  const byArea = new Map<string, Fact<unknown>[]>();
  for (const fact of [...factList, defaultEndpoint]) {
    const area = fact.id.slice(0, fact.id.indexOf('.'));
    byArea.set(area, [...(byArea.get(area) ?? []), fact]);
  }
  const tables = [...byArea].map(([area, facts]) => `## ${areas[area] ?? area}\n\n${renderTable(facts)}`);
  return `${[
    '<!-- Made by `npm run generate` from src/core/channel; change it there. -->',
    '# Limits of the channel',
    'What CM’s Telegram channel takes, who says so and where. The rules, the JSON Schemas, `--help`, the sandbox and this page read the same table. Where nobody documents a value, it is marked as assumed.',
    '## Media by kind',
    renderKinds(),
    ...tables,
    '## Hosts of the gateway',
    renderHosts(),
  ].join('\n\n')}\n`;
}

function renderTable(facts: readonly Fact<unknown>[]): string {
  const rows = facts.map((fact) => {
    const address = /^https?:\S+/.exec(fact.source)?.[0];
    const source = address === undefined ? '' : ` ([source](${address}))`;
    const note = fact.note === undefined ? '' : `. ${fact.note.replace(/\.$/, '')}`;
    const cells = [`\`${fact.id}\``, showFact(fact), `${fact.appliesTo}${note}`, `${showAuthorities(fact)}${source}`];
    return `| ${cells.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} | ${fact.read} |`;
  });
  return ['| Fact | Value | Applies to | Documented by | Read |', '| --- | --- | --- | --- | --- |', ...rows].join(
    '\n',
  );
}

function renderKinds(): string {
  const rows = Object.values(mediaKinds).map(
    ({ kind, mimeTypes, maxSize }) => `| ${kind} | ${mimeTypes.join(', ')} | ${showFact(maxSize)} |`,
  );
  return ['| Kind | MIME types | Largest file |', '| --- | --- | --- |', ...rows].join('\n');
}

function renderHosts(): string {
  const rows = gatewayHosts.value.map(
    ({ host, status, source, note = '' }) => `| \`${host}\` | ${status} | ${note} | ${source} |`,
  );
  return ['| Host | Status | Note | Source |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

import { gatewayHosts } from '../../src/core/channel/cm.js';
import type { Fact } from '../../src/core/channel/fact.js';
import { limitTopics } from '../../src/core/channel/limits.js';
import { mediaKinds } from '../../src/core/channel/media-kind.js';
import { showAuthorities, showFact } from '../../src/core/channel/show-fact.js';

/** docs/limits.md: the table of facts in words. */
export function renderLimits(): string {
  const tables = limitTopics.map(({ title, facts }) => `## ${title}\n\n${renderTable(facts)}`);
  return `${[
    '<!-- Made by `npm run generate` from src/core/channel; change it there. -->',
    '# Limits of the channel',
    'What CM’s Telegram channel takes, who says so and where. The rules, the JSON Schemas, `--help`, the sandbox, [`cmtg limits`](commands/limits.md) and this page read the same table. Where nobody documents a value, it is marked as assumed.',
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

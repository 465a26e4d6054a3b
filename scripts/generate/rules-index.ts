import { type RuleId, ruleIds, ruleInfo } from '../../src/core/rules/catalogue.js';

const areas: Readonly<Record<string, string>> = {
  syntax: 'The text, before anybody looks at its meaning',
  envelope: 'The shape of the request body',
  secret: 'Secrets',
  channel: 'The channel',
  sender: 'Who sends',
  recipient: 'Who receives',
  field: 'What accompanies a message',
  text: 'The text of a message',
  media: 'Media and captions (`media/probe-…` only with `--probe`)',
  inbound: 'Bodies of CM’s webhooks',
  config: 'Configuration files',
  recipients: 'Files of recipients (`--recipients`)',
};

/** docs/rules/README.md: every rule by area. */
export function renderRulesIndex(): string {
  const byArea = new Map<string, RuleId[]>();
  for (const id of ruleIds) {
    const area = id.slice(0, id.indexOf('/'));
    byArea.set(area, [...(byArea.get(area) ?? []), id]);
  }
  const tables = [...byArea].map(([area, ids]) => {
    const rows = ids.map((id) => `| [${id}](${id}.md) | ${ruleInfo(id).severity} | ${ruleInfo(id).title} |`);
    return [
      `## ${areas[area] ?? area}`,
      '',
      '| Rule | Severity | What it finds |',
      '| --- | --- | --- |',
      ...rows,
    ].join('\n');
  });
  return `${[
    '<!-- Made by `npm run generate` from src/core/rules; change it there. -->',
    '# Rules',
    `${ruleIds.length} rules say what would keep a message from arriving, or change it on the way. An **error** is documented to be refused or never to arrive. A **warning** may arrive changed, or CM’s and Telegram’s documents disagree. An **info** is advice.`,
    '`cmtg rules` prints this list, and `cmtg rules text/too-long` one page of it. `--rule id=severity` and `rules` in `.cmtelegramrc` change or silence a rule; `--strict` lets warnings stop a message, too. The limits behind the rules are in [limits.md](../limits.md).',
    ...tables,
  ].join('\n\n')}\n`;
}

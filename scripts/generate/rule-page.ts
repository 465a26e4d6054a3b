import { showAuthorities, showFact } from '../../src/core/channel/show-fact.js';
import type { RuleExplanation } from '../../src/core/rules/explain-rule.js';
import type { ShownSample } from '../../src/core/rules/show-sample.js';

/** The page of one rule, docs/rules/<id>.md. */
export function renderRulePage(rule: RuleExplanation): string {
  const { id, title, severity, message, help, why, facts, sources, bad, good } = rule;
  return [
    '<!-- Made by `npm run generate` from src/core/rules; change it there. -->',
    `# ${id}`,
    `**${title}** · ${severity}${severity === 'error' ? '' : ` (does not stop a message${severity === 'warning' ? ' unless `--strict`' : ''})`}`,
    ...(message === null ? [] : [`> ${escapeInline(message)}`]),
    help,
    '## Why',
    why,
    ...(facts.length === 0 ? [] : [renderFacts(facts)]),
    renderSources(sources),
    '## Bad',
    ...renderSample(bad),
    '## Good',
    ...renderSample(good),
    '## Change or silence it',
    renderSilencing(rule),
  ]
    .join('\n\n')
    .concat('\n');
}

function renderFacts(facts: RuleExplanation['facts']): string {
  const rows = facts.map((fact) => {
    const note = fact.note === undefined ? '' : ` ${fact.note}`;
    return `| \`${fact.id}\` | ${showFact(fact)} | ${fact.appliesTo}.${note} | ${showAuthorities(fact)}, read ${fact.read} |`;
  });
  return ['| Fact | Value | Applies to | Documented by |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function renderSources(sources: readonly string[]): string {
  const known = sources.filter((source) => source !== 'assumed' && source !== 'cmtg');
  if (known.length === 0) return 'Source: nobody documents this; it is assumed.';
  return `Source: ${known.map(renderSource).join(', ')}`;
}

function renderSource(source: string): string {
  const address = /^https?:\S+/.exec(source)?.[0];
  if (address !== undefined) return `<${address}>${source.slice(address.length)}`;
  return source.endsWith('.md') ? `[${source}](../../${source.replace(/^docs\//, '')})` : source;
}

function renderSample({ note, language, text }: ShownSample): string[] {
  const fence = text === undefined ? [] : [`\`\`\`${language}\n${text.replace(/\n$/, '')}\n\`\`\``];
  return [...(note === undefined ? [] : [note]), ...fence];
}

function renderSilencing({ id, severity }: RuleExplanation): string {
  const other = severity === 'error' ? 'warning' : severity === 'warning' ? 'info' : 'off';
  const config = JSON.stringify({ rules: { [id]: other } }, null, 2);
  const hint =
    severity === 'error' ? '\n\nThat changes what cmtg says and does. It does not make the message arrive.' : '';
  return `In \`.cmtelegramrc\`:\n\n\`\`\`json\n${config}\n\`\`\`\n\nor on the command line: \`--rule ${id}=${other}\`. The severities are \`error\`, \`warning\`, \`info\` and \`off\`.${hint}`;
}

function escapeInline(text: string): string {
  return text.replace(/[<>_*`|]/g, (sign) => `\\${sign}`);
}

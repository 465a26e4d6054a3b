import { triggerKinds, triggers } from '../../src/core/inbound/synthetic/trigger-kinds.js';

/** A page with the table of made-up webhooks between its markers. */
export function fillTriggers(page: string): string {
  const rows = triggerKinds.map((kind) => {
    const { summary, standing, basis } = triggers[kind];
    return `| \`${kind}\` | ${summary} | ${standing === 'assumed' ? '**assumed**' : standing} | ${basis} |`;
  });
  const table = ['| kind | what it is | shape | rests on |', '| --- | --- | --- | --- |', ...rows].join('\n');
  return page.replace(
    /(<!-- triggers -->\n)[\s\S]*?(<!-- \/triggers -->)/,
    (_, start, end) => `${start}${table}\n${end}`,
  );
}

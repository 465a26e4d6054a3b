import { type Behaviour, habits, type RefusalBehaviour, refusals } from '../../src/sandbox/behaviour.js';

/** The table of behaviours as a page: docs/sandbox-behaviour.md is this. */
export function renderBehaviours(): string {
  const rows: readonly Behaviour[] = [...Object.values(refusals), ...Object.values(habits)];
  const assumed = rows.filter(({ standing }) => standing === 'assumed').length;
  return [
    '# What the sandbox does, and who says so',
    '',
    '<!-- Made from src/sandbox/behaviour.ts by `npm run generate`. -->',
    '',
    'The sandbox behaves as CM’s pages, CM’s libraries and Telegram’s pages say. Where they are silent it does what is',
    'most likely, and the row says **assumed**: do not build on it without trying the real gateway.',
    `Of ${rows.length} behaviours ${rows.length - assumed} are documented and ${assumed} are assumed.`,
    '',
    '## What it refuses',
    '',
    '| id | HTTP | code | what | standing | source |',
    '| --- | --- | --- | --- | --- | --- |',
    ...Object.entries<RefusalBehaviour>(refusals).map(([id, row]) =>
      renderRow([
        `\`${id}\``,
        row.status === undefined ? '200 or 400' : String(row.status),
        String(row.errorCode),
        ...renderCells(row),
      ]),
    ),
    '',
    '## What it does',
    '',
    '| id | what | standing | source |',
    '| --- | --- | --- | --- |',
    ...Object.entries<Behaviour>(habits).map(([id, row]) => renderRow([`\`${id}\``, ...renderCells(row)])),
    '',
  ].join('\n');
}

function renderCells({ what, standing, source }: Behaviour): readonly string[] {
  return [what, standing === 'assumed' ? '**assumed**' : 'documented', source];
}

function renderRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

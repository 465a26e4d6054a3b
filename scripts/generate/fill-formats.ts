import { formatNames, reportFormats } from '../../src/render/report/format-names.js';

/** A page with the table of report formats between its markers. */
export function fillFormats(page: string): string {
  const rows = formatNames.map((name) => `| \`${name}\` | ${reportFormats[name]} |`);
  const table = ['| format | for |', '| --- | --- |', ...rows].join('\n');
  return page.replace(
    /(<!-- formats -->\n)[\s\S]*?(<!-- \/formats -->)/,
    (_, start, end) => `${start}${table}\n${end}`,
  );
}

import { describeErrorCode } from '../core/wire/cm-errors.js';
import { type PlotBucket, renderBulkPlot } from './bulk-plot.js';
import { type BulkFigures, count, countNotSent, group } from './bulk-progress.js';

/** What a report shows of one ledger; the ledger's own report fits. */
export interface ReportedRun {
  readonly path: string;
  readonly plan: {
    readonly campaign: string;
    readonly command: string;
    readonly endpoint: string;
    readonly input: { readonly path: string };
  };
  readonly figures: BulkFigures;
  readonly replay: {
    readonly firstAt: string;
    readonly lastAt: string;
    readonly runs: number;
    readonly resent: number;
  };
  readonly codes: ReadonlyMap<number, number>;
  readonly reasons: ReadonlyMap<string, number>;
  readonly buckets: readonly PlotBucket[];
  readonly bucketMs: number;
}

const title = 'Bulk run · cmtg';

/** Whether a page that begins like this is such a report. */
export function isBulkReport(head: string): boolean {
  return head.startsWith('<!doctype html>') && head.includes(`<title>${title}</title>`);
}

/** A report as one HTML file that loads nothing from anywhere. */
export function renderBulkReport(runs: readonly ReportedRun[], version: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Bulk run</h1>
${runs.map(renderRun).join('\n')}
</main>
<footer>cmtg ${escapeHtml(version)}. “Accepted” means that CM took a message over; Telegram reports no delivery.</footer>
</body>
</html>
`;
}

function renderRun(run: ReportedRun): string {
  const { path, plan, figures, replay } = run;
  const rows: [string, string, number][] = [
    ['accepted', 'Accepted', figures.accepted],
    ['rejected', 'Rejected', figures.rejected],
    ['unknown', 'Unknown', figures.unknown],
    ...(figures.underWay ? [['invalid', 'Under way', figures.underWay] as [string, string, number]] : []),
    ['notSent', 'Not sent', countNotSent(figures)],
    ['invalid', 'Invalid', figures.refused],
  ];
  const again = replay.resent > 0 ? `, ${count(replay.resent, 'message')} sent again` : '';
  return `<section>
<h2>${escapeHtml(plan.input.path.split(/[\\/]/).pop() ?? '')}</h2>
<p>${escapeHtml(plan.command)} to ${count(figures.total, 'row')}; ${count(replay.runs, 'run')}${again}.
<time datetime="${escapeHtml(replay.firstAt)}">${escapeHtml(replay.firstAt)}</time> to
<time datetime="${escapeHtml(replay.lastAt)}">${escapeHtml(replay.lastAt)}</time>.</p>
<table>
<caption>Rows by outcome</caption>
<thead><tr><th scope="col">Outcome</th><th scope="col">Rows</th><th scope="col">Share</th></tr></thead>
<tbody>${rows.map(([key, name, count]) => `<tr><th scope="row"><i class="${key}"></i>${name}</th><td>${group(count)}</td><td>${share(count, figures.total)}</td></tr>`).join('')}</tbody>
</table>
${renderBulkPlot(run.buckets, run.bucketMs)}
${renderErrors(run)}
<dl><dt>Ledger</dt><dd><code>${escapeHtml(path)}</code></dd><dt>Endpoint</dt><dd><code>${escapeHtml(plan.endpoint)}</code></dd><dt>Campaign</dt><dd><code>${escapeHtml(plan.campaign)}</code></dd></dl>
</section>`;
}

function renderErrors({ codes, reasons, figures }: ReportedRun): string {
  const refusals = [...codes]
    .sort(([, a], [, b]) => b - a)
    .map(([code, count]) => {
      const { meaning, todo } = describeErrorCode(code);
      return `<tr><th scope="row">${code}</th><td>${group(count)}</td><td>${escapeHtml(meaning)}</td><td>${escapeHtml(todo)}</td></tr>`;
    });
  const others = [...reasons]
    .sort(([, a], [, b]) => b - a)
    .map(
      ([reason, count]) =>
        `<tr><th scope="row">${escapeHtml(reason)}</th><td>${group(count)}</td><td>${escapeHtml(meanings[reason] ?? 'no answer that could be used')}</td><td>${escapeHtml(figures.unknown > 0 ? 'What is still unknown: look the references up in CM’s message log before sending again.' : 'Nothing: later tries settled it.')}</td></tr>`,
    );
  if (refusals.length + others.length === 0) return '<p>No errors.</p>';
  return `<table>
<caption>What went wrong, in messages, earlier tries included</caption>
<thead><tr><th scope="col">Code or reason</th><th scope="col">Messages</th><th scope="col">Meaning</th><th scope="col">What to do</th></tr></thead>
<tbody>${[...refusals, ...others].join('')}</tbody>
</table>`;
}

const meanings: Readonly<Record<string, string>> = {
  unreachable: 'CM could not be reached; certainly nothing was sent',
  tls: 'no secure connection; certainly nothing was sent',
  account: 'CM refused the account; certainly nothing was sent',
  'rate-limited': 'CM asked for patience; certainly nothing was sent',
  'too-large': 'the request was too large; certainly nothing was sent',
  'request-refused': 'CM refused the request; certainly nothing was sent',
  'server-error': 'an error at CM or on the way there; it may have been sent',
  'no-answer': 'no answer; it may have been sent',
  'no-outcome': 'the run was cut off before the outcome was recorded; it may have been sent',
  'half-answer': 'half an answer; it may have been sent',
  'unreadable-answer': 'an answer that is not CM’s; it may have been sent',
  'missing-in-answer': 'CM’s answer does not mention the recipient; it may have been sent',
};

function share(count: number, total: number): string {
  return total === 0 ? '–' : `${((count / total) * 100).toFixed(count === total || count === 0 ? 0 : 1)} %`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const style = `
:root{--ink:#1b1f24;--paper:#fff;--line:#d0d7de;--soft:#57606a;--accepted:#1a7f37;--rejected:#cf222e;--unknown:#8250df;--notSent:#9a6700;--invalid:#6e7781}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--paper:#0d1117;--line:#30363d;--soft:#9198a1;--accepted:#3fb950;--rejected:#f85149;--unknown:#a371f7;--notSent:#d29922;--invalid:#8b949e}}
body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);margin:0 auto;max-width:60rem;padding:1.5rem}
table{border-collapse:collapse;margin:1.5rem 0;width:100%}caption{text-align:left;font-weight:600;padding-bottom:.4rem}
th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}td:nth-child(2){font-variant-numeric:tabular-nums}
i{display:inline-block;width:.8em;height:.8em;border-radius:2px;margin-right:.5em}
.accepted{background:var(--accepted);fill:var(--accepted)}.rejected{background:var(--rejected);fill:var(--rejected)}
.unknown{background:var(--unknown);fill:var(--unknown)}.notSent{background:var(--notSent);fill:var(--notSent)}.invalid{background:var(--invalid)}
figure{margin:1.5rem 0}svg{width:100%;height:auto;display:block}svg text{fill:var(--soft);font:12px system-ui,sans-serif}.axis{stroke:var(--line)}
figcaption,footer,dt,time{color:var(--soft)}dl{display:grid;grid-template-columns:auto 1fr;gap:.2rem 1rem}dd{margin:0;overflow-wrap:anywhere}`;

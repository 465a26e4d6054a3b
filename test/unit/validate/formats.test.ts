import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { ruleExamples } from '../../../src/core/rules/examples/index.js';
import { formatNames } from '../../../src/render/report/format-names.js';
import { createReportRenderer } from '../../../src/render/report/formats.js';
import { plain } from '../../../src/render/style.js';
import { root, runInside } from '../../support/run-cli.js';
import { createTempFolder } from '../../support/temp-folder.js';

const cwd = createTempFolder();
const names = Object.entries(ruleExamples).flatMap(([id, { bad }], index) => {
  if (bad.form !== 'json' || index % 4 !== 0) return [];
  const name = `${id.replace('/', '-')}, ü%.json`;
  writeFileSync(join(cwd, name), bad.text);
  return [name];
});
writeFileSync(join(cwd, 'hostile.json'), '{"a\\u001b[31m,\\n::error::x%0A<&\\"\\u202e":1, "messages":{"msg":[');
names.push('hostile.json');

async function report(format: string): Promise<string> {
  const { stdout, stderr, code } = await runInside(['validate', ...names, '--format', format], { cwd });
  expect(stderr).toBe('');
  expect(code).toBe(1);
  // No control but line breaks and no bidirectional override reaches anybody.
  expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  return stdout;
}

describe('reports', () => {
  it('sarif is valid against the schema of the standard', async () => {
    // The schema is draft 4: all that differs for ajv is the name of its id.
    const { $schema, id, ...schema } = JSON.parse(
      readFileSync(`${root}test/support/sarif/sarif-schema-2.1.0.json`, 'utf8'),
    );
    const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
    (addFormats as unknown as (ajv: Ajv) => void)(ajv);
    const validate = ajv.compile(schema);
    const document = JSON.parse(await report('sarif'));
    expect(validate(document), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
    const [run] = document.runs;
    expect(run.results.length).toBeGreaterThan(names.length / 2);
    expect(run.columnKind).toBe('unicodeCodePoints');
    for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId);
    const { stdout } = await runInside(['validate', '-', '--format', 'sarif'], {
      stdin:
        '{"messages":{"msg":[{"from":"1","to":[{"number":"5"}],"body":{"content":"x"},"allowedChannels":["Telegram Messenger"]}]}}',
    });
    expect(validate(JSON.parse(stdout))).toBe(true);
    expect(JSON.parse(stdout).runs[0].results).toEqual([]);
    expect(validate({ ...document, version: '2.0.0' })).toBe(false);
  });

  it('json and compact tell the same findings', async () => {
    const document = JSON.parse(await report('json'));
    const lines = (await report('compact')).trimEnd().split('\n');
    const findings = document.files.flatMap(
      (file: { file: string; diagnostics: { line: number; column: number; ruleId: string }[] }) =>
        file.diagnostics.map(({ line, column, ruleId }) => ({
          start: `${file.file}:${line}:${column}: `,
          end: `[${ruleId}]`,
        })),
    );
    expect(lines).toHaveLength(findings.length);
    findings.forEach(({ start, end }: { start: string; end: string }, index: number) => {
      expect(lines[index]?.startsWith(start)).toBe(true);
      expect(lines[index]?.endsWith(end)).toBe(true);
    });
  });

  it('github writes one escaped command a finding', async () => {
    const lines = (await report('github')).trimEnd().split('\n');
    for (const line of lines) {
      expect(line).toMatch(
        /^::(error|warning|notice) file=[^,:\n]+,line=\d+,endLine=\d+,col=\d+,endColumn=\d+,title=[\w/-]+::/,
      );
    }
    expect(lines.some((line) => line.includes('%2C ü%25.json'))).toBe(true);
  });

  /** Every element is closed, every attribute quoted, and what is left holds no bare sign of XML. */
  function expectWellFormed(xml: string): void {
    const open = [...xml.matchAll(/<(\/?)([a-z-]+)(?: [a-z]+="[^"<]*")*(\/?)>/g)];
    const stack: string[] = [];
    for (const [, closing, name, alone] of open) {
      if (closing) expect(stack.pop()).toBe(name);
      else if (!alone) stack.push(name ?? '');
    }
    expect(stack).toEqual([]);
    expect(xml.replace(/<\?xml[^>]*\?>/, '').replace(/<[^<>]*>/g, '')).not.toMatch(/[<>]|&(?!amp;|lt;|gt;|quot;)/);
  }

  it('junit is XML with a suite a file', async () => {
    const xml = await report('junit');
    expect(xml.match(/<testsuite /g)).toHaveLength(names.length);
    expectWellFormed(xml);
  });

  it('checkstyle is XML with the findings of json, each on one line', async () => {
    const xml = await report('checkstyle');
    expectWellFormed(xml);
    expect(xml.match(/<file /g)).toHaveLength(names.length);
    const line =
      /^ {4}<error line="(\d+)" column="(\d+)" severity="(\w+)" message="[^"]+" source="cmtg\.([^"]+)"\/>$/gm;
    const errors = [...xml.matchAll(line)].map((match) => match.slice(1));
    const document = JSON.parse(await report('json'));
    const findings = document.files.flatMap(
      (file: { diagnostics: { line: number; column: number; severity: string; ruleId: string }[] }) =>
        file.diagnostics.map(({ line, column, severity, ruleId }) => [String(line), String(column), severity, ruleId]),
    );
    expect(errors).toEqual(findings);
    expect(xml.match(/<error /g)).toHaveLength(findings.length);
  });

  it('checkstyle lists a clean file, and tells of a run that was cut short', () => {
    const setting = { style: plain, width: 80, version: '1.2.3', quiet: false };
    const renderer = createReportRenderer('checkstyle', setting);
    const totals = { files: 1, filesWithFindings: 0, errors: 0, warnings: 0, infos: 0 };
    const pieces = [
      renderer.begin(),
      renderer.file({ file: 'a&b\n.json', diagnostics: [], secrets: [] }),
      renderer.end(totals, { code: 'x', message: 'Cannot read "b".', hint: null }),
    ];
    expect(pieces.join('')).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<checkstyle version="1.2.3">
  <file name="a&amp;b⏎.json"/>
  <file name="cmtg">
    <error line="1" severity="error" message="Cannot read &quot;b&quot;." source="cmtg.run"/>
  </file>
</checkstyle>
`);
  });

  it('each format is completed by the shell and known to --format', async () => {
    for (const name of formatNames) {
      const { code } = await runInside(['validate', names[0] ?? '', '--format', name], { cwd });
      expect(code).toBe(1);
    }
    const { stdout } = await runInside(['completion', 'bash']);
    expect(stdout).toContain(formatNames.join(' '));
  });

  it('writes several reports in one run, and files as a whole', async () => {
    const folder = createTempFolder();
    writeFileSync(join(folder, 'a.json'), '{}');
    const argv = [
      'validate',
      'a.json',
      '--format',
      'compact',
      '--format',
      'json=out.json',
      '--format',
      'sarif=out.sarif',
    ];
    const { stdout } = await runInside(argv, { cwd: folder });
    expect(stdout).toMatch(/^a\.json:1:1: error: .*\n$/);
    expect(JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8')).totals.errors).toBe(1);
    expect(JSON.parse(readFileSync(join(folder, 'out.sarif'), 'utf8')).version).toBe('2.1.0');
    expect(
      (await runInside(['validate', 'a.json', '--format', 'json', '--format', 'compact'], { cwd: folder })).code,
    ).toBe(2);
    expect((await runInside(['validate', 'a.json', '--format', 'xml'], { cwd: folder })).code).toBe(2);
  });
});

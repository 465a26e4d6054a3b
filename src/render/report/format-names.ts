/**
 * Every format of a report, and what it is for. Help, completion and docs/commands/validate.md read this table; it loads
 * no renderer, because the table of commands reads it at every start.
 */
export const reportFormats = {
  pretty: 'people: the code around every finding, in colour on a terminal',
  compact: 'editors and grep: `file:line:column: severity: message [rule]`',
  json: 'programs; the same as `--json`',
  sarif: 'code scanning, SARIF 2.1.0',
  github: 'annotations in GitHub Actions',
  junit: 'build servers; only errors fail a case',
  checkstyle: 'Jenkins, reviewdog and other readers of Checkstyle’s XML',
} as const;

export type FormatName = keyof typeof reportFormats;

export const formatNames = Object.keys(reportFormats) as readonly FormatName[];

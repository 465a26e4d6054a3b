import type { Severity } from '../../core/diagnostics/diagnostic.js';
import type { CheckedText, PlacedFinding } from '../view-model.js';

/** A stretch of one line: what it is in JSON, and whether a finding is about it. */
export interface Paint {
  readonly text: string;
  readonly token: 'plain' | 'key' | 'string' | 'number' | 'word';
  readonly severity?: Severity;
}

/** One line of a body, with the findings that begin in it. */
export interface PaintedLine {
  readonly number: number;
  readonly pieces: readonly Paint[];
  readonly findings: readonly PlacedFinding[];
}

const TOKEN = /(?<string>"(?:[^"\\]|\\.)*")(?<colon>\s*:)?|(?<number>-?\d[\d.eE+-]*)|(?<word>true|false|null)/g;

/** Paints a body line by line, each finding below the line it begins in. */
export function paintJson({ text, findings }: CheckedText, mostLines: number): readonly PaintedLine[] {
  const lines: PaintedLine[] = [];
  let offset = 0;
  for (const line of text.split('\n', mostLines)) {
    const number = lines.length + 1;
    lines.push({
      number,
      pieces: paintLine(line, offset, findings),
      findings: findings.filter((finding) => finding.line === number),
    });
    offset += line.length + 1;
  }
  return lines;
}

function paintLine(line: string, offset: number, findings: readonly PlacedFinding[]): readonly Paint[] {
  const marks = findings.filter(({ start, end }) => start < offset + line.length && end > offset);
  return readTokens(line).flatMap(({ text, token, at }) => {
    const cuts = marks.flatMap(({ start, end }) => [start - offset - at, end - offset - at]);
    const inside = [...new Set([0, ...cuts.filter((cut) => cut > 0 && cut < text.length), text.length])];
    inside.sort((a, b) => a - b);
    return inside.slice(0, -1).map((from, index) => {
      const severity = worstAt(marks, offset + at + from);
      const piece = { text: text.slice(from, inside[index + 1]), token };
      return severity === undefined ? piece : { ...piece, severity };
    });
  });
}

function readTokens(line: string): { text: string; token: Paint['token']; at: number }[] {
  const tokens: { text: string; token: Paint['token']; at: number }[] = [];
  let end = 0;
  for (const match of line.matchAll(TOKEN)) {
    const { string, colon, number } = match.groups ?? {};
    const text = string ?? match[0];
    if (match.index > end) tokens.push({ text: line.slice(end, match.index), token: 'plain', at: end });
    const token = string === undefined ? (number === undefined ? 'word' : 'number') : colon ? 'key' : 'string';
    tokens.push({ text, token, at: match.index });
    end = match.index + text.length;
  }
  if (end < line.length) tokens.push({ text: line.slice(end), token: 'plain', at: end });
  return tokens;
}

function worstAt(marks: readonly PlacedFinding[], at: number): Severity | undefined {
  const here = marks.filter(({ start, end }) => start <= at && at < end);
  return (['error', 'warning', 'info'] as const).find((one) => here.some(({ severity }) => severity === one));
}

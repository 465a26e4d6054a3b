import { resolve } from 'node:path';
import { createReportRenderer } from '../../render/report/formats.js';
import type { CheckedFile, ReportFailure, ReportTotals } from '../../render/report/report.js';
import { plain } from '../../render/style.js';
import type { CommandContext } from '../context.js';
import type { WantedReport } from './read-formats.js';

/** Where the reports of one run go. */
export interface ReportSink {
  file(file: CheckedFile): Promise<void>;
  end(totals: ReportTotals, failure?: ReportFailure): Promise<void>;
}

/** Width of what goes to no terminal. */
const WIDTH = 100;

/** Opens one report. What goes to stdout appears file by file; a file is written as a whole at the end, or not at all. */
export function openReport({ format, file }: WantedReport, context: CommandContext): ReportSink {
  const { io, outStyle, stdout, redactor, global } = context;
  const renderer = createReportRenderer(format, {
    style: file === undefined ? outStyle : plain,
    width: (file === undefined ? stdout.columns : undefined) ?? WIDTH,
    version: io.version,
    quiet: global.quiet,
  });
  if (file === undefined) {
    stdout.write(renderer.begin());
    return {
      file: async (checked) => {
        if (!stdout.write(renderer.file(checked))) await stdout.drained();
      },
      end: async (totals, failure) => void stdout.write(renderer.end(totals, failure)),
    };
  }
  const pieces = [renderer.begin()];
  return {
    file: async (checked) => void pieces.push(renderer.file(checked)),
    end: async (totals, failure) => {
      pieces.push(renderer.end(totals, failure));
      // Loaded here, as most runs write no file and start faster without it.
      const { writeWholeFile } = await import('../../config/write-whole-file.js');
      await writeWholeFile(resolve(io.cwd, file), redactor.redact(pieces.join('')), { isPrivate: false });
    },
  };
}

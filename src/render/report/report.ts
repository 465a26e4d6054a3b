import type { Diagnostic } from '../../core/diagnostics/diagnostic.js';
import type { Style } from '../style.js';

/** One file that was checked. */
export interface CheckedFile {
  /** As it was named; `stdin` when it came from there. */
  readonly file: string;
  /** In the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
  /** The text the positions are about; without it there are no code frames. */
  readonly text?: string;
  /** What stands in the text and must not be shown. */
  readonly secrets: readonly string[];
}

/** What a whole run found. */
export interface ReportTotals {
  readonly files: number;
  /** Files with at least one finding. */
  readonly filesWithFindings: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  /** Problems that `--fix` solved; absent without it. */
  readonly fixed?: number;
}

/** Why a run ended before it had looked at everything. */
export interface ReportFailure {
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
}

/**
 * Turns checked files into one report, piece by piece, so that nothing of a file is kept once it is told. The pieces in
 * their order are the document.
 */
export interface ReportRenderer {
  begin(): string;
  file(file: CheckedFile): string;
  end(totals: ReportTotals, failure?: ReportFailure): string;
}

/** What a renderer may know besides the files. */
export interface ReportSetting {
  readonly style: Style;
  /** Cells of the terminal. */
  readonly width: number;
  /** Version of cmtg. */
  readonly version: string;
  /** Errors only, where people read. */
  readonly quiet: boolean;
}

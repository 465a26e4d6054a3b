/** How much a finding weighs: an error is refused or never arrives, a warning may arrive changed, an info is advice. */
export type Severity = 'error' | 'warning' | 'info';

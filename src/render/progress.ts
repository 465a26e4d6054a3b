/** Something that shows that work goes on. `stop` removes it without a trace. */
export interface Progress {
  readonly update: (text: string) => void;
  readonly stop: () => void;
}

export interface SpinnerInput {
  readonly stream: NodeJS.WriteStream | undefined;
  readonly isTTY: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** False with `--json` or `--quiet`. */
  readonly wanted: boolean;
}

/** Shorter work shows nothing: a spinner that flashes is noise. */
const delay = 150;

/** A spinner on a terminal once the work has taken a moment; without a terminal, in CI or with TERM=dumb, nothing. */
export function createSpinner(text: string, { stream, isTTY, env, wanted }: SpinnerInput): Progress {
  const isCi = env['CI'] !== undefined && env['CI'] !== '' && env['CI'] !== 'false';
  // Without columns ora would wrap for ever.
  const hasSize = stream !== undefined && stream.columns !== 0;
  if (!wanted || !isTTY || !hasSize || isCi || env['TERM'] === 'dumb') {
    return { update: () => {}, stop: () => {} };
  }
  let current = text;
  let stopped = false;
  let spinner: { text: string; stop: () => unknown } | undefined;
  const timer = setTimeout(async () => {
    const { default: ora } = await import('ora');
    if (!stopped) spinner = ora({ text: current, stream, discardStdin: false, hideCursor: true }).start();
  }, delay);
  return {
    update(next) {
      current = next;
      if (spinner !== undefined) spinner.text = next;
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      spinner?.stop();
    },
  };
}

import { decodeString } from '../json/decode-string.js';
import { walkJson } from '../json/walk-json.js';
import type { Finding, Path, SourceRange } from './diagnostic.js';
import { createRanges } from './ranges.js';

/** A finding and the stretch of text it is about, in UTF-16 units. */
export interface LocatedFinding {
  readonly finding: Finding;
  readonly offset: number;
  readonly length: number;
}

/** A finding whose place is not known yet. */
export interface FindingToLocate {
  readonly finding: Finding;
  /** Its path has keys as the text spells them; otherwise as CM spells them, in any case the text may use. */
  readonly spelt: boolean;
}

/** One step of the paths that are looked for, with what was found of it. */
interface Stop {
  readonly exact: Map<string | number, Stop>;
  readonly anyCase: Map<string, Stop>;
  key?: Span;
  value?: Span;
}

interface Span {
  readonly offset: number;
  readonly length: number;
}

/**
 * Finds the places of all findings in one walk through the text and without a tree, so that it costs no more memory than
 * there are findings. Of repeated keys the last one counts, as for `JSON.parse`. What is not there (a key that is missing,
 * for one) is placed at the nearest value around it.
 */
export function locateFindings(text: string, wanted: readonly FindingToLocate[]): LocatedFinding[] {
  const root = createStop();
  const routes = wanted.map(({ finding, spelt }) => addRoute(root, finding.path, spelt));
  walk(text, root);
  return wanted.map(({ finding }, index) => ({ finding, ...spanOf(routes[index] ?? [root], finding.onKey === true) }));
}

/** Finds the place of single values or keys; a path that is not there is placed at the nearest value around it. */
export function createLocator(text: string): (wanted: Pick<Finding, 'path' | 'onKey'>) => SourceRange | undefined {
  const toRange = createRanges(text);
  return ({ path, onKey }) => {
    const finding: Finding = { ruleId: 'syntax/invalid-json', path, args: {}, ...(onKey ? { onKey } : {}) };
    const [place] = locateFindings(text, [{ finding, spelt: false }]);
    return place === undefined ? undefined : toRange(place.offset, place.length);
  };
}

function createStop(): Stop {
  return { exact: new Map(), anyCase: new Map() };
}

function addRoute(root: Stop, path: Path, spelt: boolean): Stop[] {
  const route = [root];
  let stop = root;
  for (const step of path) {
    const ignoresCase = !spelt && typeof step === 'string';
    const next = (ignoresCase ? stop.anyCase.get(step.toLowerCase()) : stop.exact.get(step)) ?? createStop();
    if (ignoresCase) stop.anyCase.set(step.toLowerCase(), next);
    else stop.exact.set(step, next);
    route.push(next);
    stop = next;
  }
  return route;
}

/** An open bracket on the walk. */
interface Opened {
  readonly stops: readonly Stop[];
  /** Those of the stops that ways go on from; most brackets have none, and what is in them is passed over. */
  readonly onward: readonly Stop[];
  readonly offset: number;
  readonly isArray: boolean;
  index: number;
}

const none: readonly Stop[] = [];

function walk(text: string, root: Stop): void {
  // The stops that the next value stands for.
  let next: readonly Stop[] = [root];
  const open: Opened[] = [];

  walkJson(
    text,
    {
      open: (kind, offset) => {
        const stops = enter();
        const onward = stops.filter(({ exact, anyCase }) => exact.size + anyCase.size > 0);
        open.push({ stops, onward, offset, isArray: kind === '[', index: 0 });
      },
      close: (end) => {
        const closed = open.pop();
        if (closed === undefined) return;
        for (const stop of closed.stops) stop.value = { offset: closed.offset, length: end - closed.offset };
      },
      key: (offset, end) => {
        const around = open.at(-1)?.onward ?? none;
        const key = around.length === 0 ? undefined : decodeString(text, offset, end);
        next = key === undefined ? none : stopsAt(around, key);
        for (const stop of next) {
          forget(stop);
          stop.key = { offset, length: end - offset };
        }
      },
      value: (offset, end) => {
        for (const stop of enter()) stop.value = { offset, length: end - offset };
      },
    },
    () => true,
  );

  function enter(): readonly Stop[] {
    const around = open.at(-1);
    if (around?.isArray !== true) return next;
    const index = around.index++;
    return around.onward.length === 0 ? none : around.onward.flatMap((stop) => stop.exact.get(index) ?? []);
  }
}

function stopsAt(around: readonly Stop[], key: string): Stop[] {
  return around.flatMap((stop) => [stop.exact.get(key) ?? [], stop.anyCase.get(key.toLowerCase()) ?? []].flat());
}

/** A repeated key replaces what the earlier one held. */
function forget(stop: Stop): void {
  if (stop.key === undefined) return;
  delete stop.value;
  for (const inner of [...stop.exact.values(), ...stop.anyCase.values()]) {
    forget(inner);
    delete inner.key;
    delete inner.value;
  }
}

function spanOf(route: readonly Stop[], onKey: boolean): Span {
  const last = route.at(-1);
  if (onKey && last?.key !== undefined) return last.key;
  const found = route.findLast(({ value }) => value !== undefined);
  return found?.value ?? { offset: 0, length: 0 };
}

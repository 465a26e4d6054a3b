import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { createHeightIndex, type HeightIndex } from '../view/height-index.js';
import { nextPaint } from './next-paint.js';

/** What a list of bubbles can be asked to do. */
export interface ListHandle {
  scrollTo(index: number): void;
  scrollToEnd(): void;
}

interface Props<Item> {
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  readonly render: (item: Item, index: number) => ComponentChildren;
  readonly handle: RefObject<ListHandle | null>;
  readonly onPinned: (pinned: boolean) => void;
  readonly label: string;
  readonly busy: boolean;
}

/** Until a line was drawn, its height is a guess. */
const GUESS = 58;
/** Pixels that are drawn beyond both edges, so that fast scrolling shows no gap. */
const MARGIN = 500;
/** So near to the end, new lines pull the list along. */
const NEAR_END = 60;
/** Room above the first and below the last line. */
const PADDING = 12;

/**
 * A list of thousands of lines of unequal height, of which only those near the window are in the document. Heights are
 * measured as lines appear; what is above the window never moves what is in it.
 */
export function VirtualList<Item>({ items, keyOf, render, handle, onPinned, label, busy }: Props<Item>) {
  const scroller = useRef<HTMLDivElement>(null);
  const block = useRef<HTMLDivElement>(null);
  const memory = useRef({
    heights: createHeightIndex(),
    known: new Map<string, number>(),
    items: [] as readonly Item[],
    pinned: true,
    anchor: undefined as { key: string; top: number } | undefined,
    // The margin follows once what is in the window was painted.
    margin: 0,
  }).current;

  // Heights follow the items: an appended line costs no more in a long list than in a short one.
  if (memory.items !== items) {
    const old = memory.items;
    const anchorIndex = memory.pinned ? -1 : memory.heights.lineAt((scroller.current?.scrollTop ?? 0) - PADDING);
    const anchorItem = old[anchorIndex];
    const anchorKey = anchorItem === undefined ? undefined : keyOf(anchorItem);
    if (isAppended(old, items, keyOf)) {
      for (const item of items.slice(old.length)) memory.heights.append(memory.known.get(keyOf(item)) ?? GUESS);
    } else {
      if (anchorKey !== undefined) {
        const top = memory.heights.offsetOf(anchorIndex) - (scroller.current?.scrollTop ?? 0);
        memory.anchor = { key: anchorKey, top };
      }
      memory.heights = createHeightIndex(items.map((item) => memory.known.get(keyOf(item)) ?? GUESS));
    }
    memory.items = items;
  }
  // What is there at first is drawn at once, at the end: no frame shows an empty list.
  const [range, setRange] = useState(() =>
    visibleRange(memory.heights, memory.heights.total - innerHeight, innerHeight, 0),
  );

  const look = (): void => {
    const view = scroller.current;
    if (view === null) return;
    const next = visibleRange(memory.heights, view.scrollTop - PADDING, view.clientHeight, memory.margin);
    setRange((now) => {
      const isSame = now.first === next.first && now.last === next.last;
      const isEnough = memory.margin === 0 && now.first <= next.first && now.last >= next.last;
      return isSame || isEnough ? now : next;
    });
  };

  useLayoutEffect(() => {
    const view = scroller.current;
    if (view === null) return;
    if (memory.pinned) view.scrollTop = view.scrollHeight;
    else if (memory.anchor !== undefined) {
      const { key, top } = memory.anchor;
      const index = items.findIndex((item) => keyOf(item) === key);
      if (index >= 0) view.scrollTop = memory.heights.offsetOf(index) - top;
    }
    memory.anchor = undefined;
    look();
  }, [items]);

  // Before the first frame, so that it is painted with the heights that its lines really have.
  useLayoutEffect(() => {
    const view = scroller.current;
    const inner = block.current;
    if (view === null || inner === null) return;
    const measure = new ResizeObserver((entries) => {
      const shift = takeHeights(entries, memory, keyOf, memory.heights.lineAt(view.scrollTop - PADDING));
      place(view, inner, memory.heights);
      if (memory.pinned) view.scrollTop = view.scrollHeight;
      else if (shift !== 0) view.scrollTop += shift;
      look();
    });
    measure.observe(view);
    const lines = new MutationObserver((changes) => {
      for (const line of changes.flatMap(({ addedNodes }) => [...addedNodes])) measure.observe(line as Element);
      for (const line of changes.flatMap(({ removedNodes }) => [...removedNodes])) measure.unobserve(line as Element);
    });
    lines.observe(inner, { childList: true });
    for (const line of inner.children) measure.observe(line);
    return () => {
      measure.disconnect();
      lines.disconnect();
    };
  }, []);

  useEffect(() => {
    void nextPaint().then(() => {
      memory.margin = MARGIN;
      look();
    });
  }, []);

  useImperativeHandle(handle, () => ({
    scrollTo(index) {
      const view = scroller.current;
      if (view === null) return;
      const top = memory.heights.offsetOf(index) + PADDING;
      const bottom = top + memory.heights.get(index);
      if (top >= view.scrollTop && bottom <= view.scrollTop + view.clientHeight) return;
      memory.pinned = false;
      view.scrollTop = top < view.scrollTop ? top - PADDING : bottom - view.clientHeight + PADDING;
      look();
    },
    scrollToEnd() {
      memory.pinned = true;
      onPinned(true);
      if (scroller.current !== null) scroller.current.scrollTop = scroller.current.scrollHeight;
      look();
    },
  }));

  const last = Math.min(range.last, items.length - 1);
  const drawn = items.slice(range.first, last + 1);
  return (
    <div
      class="scroller"
      ref={scroller}
      role="feed"
      aria-label={label}
      aria-busy={busy}
      onScroll={(event) => {
        const view = event.currentTarget;
        const pinned = view.scrollHeight - view.scrollTop - view.clientHeight < NEAR_END;
        if (pinned !== memory.pinned) {
          memory.pinned = pinned;
          onPinned(pinned);
        }
        look();
      }}
    >
      <div class="spacer" style={{ height: `${memory.heights.total + 2 * PADDING}px` }}>
        <div
          class="block"
          ref={block}
          data-first={range.first}
          style={{ transform: `translateY(${memory.heights.offsetOf(range.first) + PADDING}px)` }}
        >
          {drawn.map((item, offset) => (
            <div class="slot" key={keyOf(item)} data-index={range.first + offset}>
              {render(item, range.first + offset)}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

interface Measured<Item> {
  readonly heights: HeightIndex;
  readonly known: Map<string, number>;
  readonly items: readonly Item[];
}

/** Remembers the heights of drawn lines; returns by how much those above the line `above` have grown. */
function takeHeights<Item>(
  entries: readonly ResizeObserverEntry[],
  { heights, known, items }: Measured<Item>,
  keyOf: (item: Item) => string,
  above: number,
): number {
  let shift = 0;
  for (const { target, borderBoxSize } of entries) {
    const index = target.isConnected ? Number((target as HTMLElement).dataset['index'] ?? -1) : -1;
    const item = items[index];
    const height = borderBoxSize[0]?.blockSize ?? 0;
    if (item === undefined || height === 0) continue;
    known.set(keyOf(item), height);
    const change = heights.set(index, height);
    if (index < above) shift += change;
  }
  return shift;
}

/** Puts the drawn lines where they belong, without drawing them again. */
function place(view: HTMLElement, block: HTMLElement, heights: HeightIndex): void {
  const first = Number(block.dataset['first']);
  block.style.transform = `translateY(${heights.offsetOf(first) + PADDING}px)`;
  const spacer = view.firstElementChild as HTMLElement;
  spacer.style.height = `${heights.total + 2 * PADDING}px`;
}

function visibleRange(
  heights: HeightIndex,
  top: number,
  height: number,
  margin: number,
): { first: number; last: number } {
  if (heights.length === 0) return { first: 0, last: -1 };
  return { first: heights.lineAt(top - margin), last: heights.lineAt(top + height + margin) };
}

function isAppended<Item>(old: readonly Item[], items: readonly Item[], keyOf: (item: Item) => string): boolean {
  const [first, newFirst] = [old[0], items[0]];
  const [end, newEnd] = [old.at(-1), items[old.length - 1]];
  if (first === undefined || newFirst === undefined || end === undefined || newEnd === undefined) return false;
  return items.length >= old.length && keyOf(first) === keyOf(newFirst) && keyOf(end) === keyOf(newEnd);
}

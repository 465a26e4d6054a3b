/**
 * Heights of the lines of a long list: the offset of every line, and the line at every offset, in logarithmic time. A
 * Fenwick tree, so that neither a new line nor a measured height moves the others.
 */
export interface HeightIndex {
  readonly length: number;
  readonly total: number;
  /** Adds a line at the end. */
  append(height: number): void;
  /** Changes a height; returns by how much. */
  set(line: number, height: number): number;
  get(line: number): number;
  /** Sum of the heights before a line. */
  offsetOf(line: number): number;
  /** The line that covers an offset; the first or the last one outside. */
  lineAt(offset: number): number;
}

export function createHeightIndex(heights: Iterable<number> = []): HeightIndex {
  const values: number[] = [];
  // tree[i] holds the sum of the lines (i - lowest bit of i, i], counted from 1.
  const tree: number[] = [0];
  let total = 0;

  const index: HeightIndex = {
    get length() {
      return values.length;
    },
    get total() {
      return total;
    },
    append(height) {
      values.push(height);
      total += height;
      const position = values.length;
      let sum = height;
      for (let step = 1; step < (position & -position); step <<= 1) sum += tree[position - step] ?? 0;
      tree.push(sum);
    },
    set(line, height) {
      const change = height - (values[line] ?? height);
      if (change === 0) return 0;
      values[line] = height;
      total += change;
      for (let position = line + 1; position < tree.length; position += position & -position) {
        tree[position] = (tree[position] ?? 0) + change;
      }
      return change;
    },
    get: (line) => values[line] ?? 0,
    offsetOf(line) {
      let sum = 0;
      for (let position = Math.min(line, values.length); position > 0; position -= position & -position) {
        sum += tree[position] ?? 0;
      }
      return sum;
    },
    lineAt(offset) {
      let position = 0;
      let rest = offset;
      for (let step = 1 << (31 - Math.clz32(values.length || 1)); step > 0; step >>= 1) {
        const sum = tree[position + step];
        if (position + step <= values.length && sum !== undefined && sum <= rest) {
          position += step;
          rest -= sum;
        }
      }
      return Math.max(0, Math.min(position, values.length - 1));
    },
  };
  for (const height of heights) index.append(height);
  return index;
}

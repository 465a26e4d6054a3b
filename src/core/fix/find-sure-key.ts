import type { Path } from '../diagnostics/diagnostic.js';
import { type ObjectShape, payloadShape } from '../payload/shape.js';
import { editDistance, foldWord } from '../payload/suggest.js';

/**
 * The known key that an unknown one certainly stands for: equal but for blanks, dashes and underscores, or one slip away
 * from exactly one key that is long enough to be told from others. Undefined when the object has that key already.
 */
export function findSureKey(key: string, object: unknown, path: Path): string | undefined {
  const shape = shapeAt(path.slice(0, -1));
  if (shape === undefined || typeof object !== 'object' || object === null) return undefined;
  const word = foldWord(key);
  const near = Object.keys(shape.keys).filter((known) => {
    const distance = editDistance(word, foldWord(known));
    return distance === 0 || (distance === 1 && word.length >= 4);
  });
  const [sure] = near;
  const taken = Object.keys(object).some((other) => other.toLowerCase() === sure?.toLowerCase());
  return near.length === 1 && !taken ? sure : undefined;
}

function shapeAt(path: Path): ObjectShape | undefined {
  let shape: ObjectShape | undefined = payloadShape;
  for (const step of path) {
    // The entries of a list have the shape that its key tells.
    if (typeof step === 'number') continue;
    const name: string | undefined = shape?.canonical.get(step.toLowerCase());
    shape = name === undefined ? undefined : shape?.keys[name]?.of;
  }
  return shape;
}

/** Which number a value has within its category. */
export type CountPseudonym = (category: string, value: string) => number;

/**
 * Numbers for values, the same for the same value. They are counted, not computed: a hash of a phone number is found
 * again by trying all numbers.
 */
export function createPseudonyms(): CountPseudonym {
  const known = new Map<string, Map<string, number>>();
  return (category, value) => {
    const numbers = known.get(category) ?? new Map<string, number>();
    known.set(category, numbers);
    const number = numbers.get(value) ?? numbers.size + 1;
    numbers.set(value, number);
    return number;
  };
}

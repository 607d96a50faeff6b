/** All permutations of the given items, in lexicographic order of their places. */
function permutationsOf(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((first) =>
    permutationsOf(items.filter((item) => item !== first)).map((rest) => [first, ...rest]),
  );
}

/** The 120 permutations of {0, 1, 2, 3, 4} in lexicographic order: the elements of S₅, numbered by their index. */
export const PERMUTATIONS_OF_FIVE: readonly (readonly number[])[] = permutationsOf([0, 1, 2, 3, 4]);

const INDEX = new Map(PERMUTATIONS_OF_FIVE.map((permutation, index) => [permutation.join(''), index]));

/**
 * The index of x ∘ y in S₅, where (x ∘ y)(i) = x(y(i)): y acts first.
 *
 * @throws RangeError when an index is not one of 0..119.
 */
export function composePermutations(x: number, y: number): number {
  const outer = PERMUTATIONS_OF_FIVE[x];
  const inner = PERMUTATIONS_OF_FIVE[y];
  if (!outer || !inner) throw new RangeError(`S₅ has the elements 0..119, not (${x}, ${y})`);
  const index = INDEX.get(inner.map((place) => outer[place]).join(''));
  if (index === undefined) throw new RangeError(`(${x}, ${y}) composes to no permutation of five`);
  return index;
}

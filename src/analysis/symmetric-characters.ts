/** A partition: its parts from the largest to the smallest. Irreducible representations and cycle types are named so. */
export type Partition = readonly number[];

/** All partitions of n, the largest part first: for 5 from [5] (the trivial representation) to [1, 1, 1, 1, 1] (the sign). */
export function partitionsOf(n: number, largest = n): Partition[] {
  if (n === 0) return [[]];
  return Array.from({ length: Math.min(n, largest) }, (_, i) => Math.min(n, largest) - i).flatMap((first) =>
    partitionsOf(n - first, first).map((rest) => [first, ...rest]),
  );
}

/** A partition as people write it: `3+1+1`. */
export function partitionName(partition: Partition): string {
  return partition.join('+');
}

/** The cycle type of a permutation of 0 … n−1, given as the images. */
export function cycleType(permutation: readonly number[]): Partition {
  const seen = new Set<number>();
  const cycles: number[] = [];
  permutation.forEach((_, start) => {
    let length = 0;
    for (let at = start; !seen.has(at); at = permutation[at] ?? start) {
      seen.add(at);
      length++;
    }
    if (length > 0) cycles.push(length);
  });
  return cycles.sort((a, b) => b - a);
}

/**
 * The character of the irreducible representation `shape` of the symmetric group on the permutations of cycle type
 * `cycles`, by the rule of Murnaghan and Nakayama: take a rim hook as long as the first cycle off the diagram in every
 * way, with the sign of its height, and go on with what is left.
 *
 * On the beta numbers of the diagram (part + number of parts below it) taking a rim hook of length r off is making one
 * number less by r, and its height is how many others it passes.
 */
export function character(shape: Partition, cycles: Partition): number {
  const beta = shape.map((part, row) => part + shape.length - 1 - row);
  return characterOfBeta(beta, cycles);
}

function characterOfBeta(beta: readonly number[], [length, ...rest]: Partition): number {
  if (length === undefined) return 1;
  let sum = 0;
  beta.forEach((number, i) => {
    const less = number - length;
    if (less < 0 || beta.includes(less)) return;
    const passed = beta.filter((other) => other > less && other < number).length;
    const sign = passed % 2 === 0 ? 1 : -1;
    sum += sign * characterOfBeta(beta.with(i, less), rest);
  });
  return sum;
}

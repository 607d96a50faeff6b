/**
 * Moves labels along a line no further than is needed for none to overlap, in the order in which they are given.
 *
 * Least squares with neighbours at least `gap` apart (isotonic regression by pooling): the result
 * follows its input without a jump, so that labels glide when their heads meet.
 *
 * @param wanted - Where each label would like its centre, first to last along the line.
 * @param gap - The least distance between two centres.
 * @param range - The centres stay inside, as long as there is room for all.
 */
export function spread(
  wanted: readonly number[],
  gap: number,
  [from, to]: readonly [from: number, to: number],
): readonly number[] {
  const pools: { sum: number; count: number }[] = [];
  const mean = ({ sum, count }: { sum: number; count: number }) => sum / count;
  wanted.forEach((place, i) => {
    // Without the gaps, "at least a gap apart" reads "not descending".
    let pool = { sum: place - i * gap, count: 1 };
    for (let last = pools.at(-1); last !== undefined && mean(last) > mean(pool); last = pools.at(-1)) {
      pool = { sum: last.sum + pool.sum, count: last.count + pool.count };
      pools.pop();
    }
    pools.push(pool);
  });
  const top = Math.max(from, to - (wanted.length - 1) * gap);
  return pools
    .flatMap((pool) => new Array<number>(pool.count).fill(mean(pool)))
    .map((place, i) => Math.min(Math.max(place, from), top) + i * gap);
}

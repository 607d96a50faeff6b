/**
 * Moves labels along a line no further than is needed for none to overlap, in the order in which they are given.
 *
 * Least squares with neighbours apart (isotonic regression by pooling): the result follows its input
 * without a jump, so that labels glide when their heads meet.
 *
 * @param wanted - Where each label would like its centre, first to last along the line.
 * @param extents - How much of the line each label takes, the gap to its neighbours included.
 * @param range - The labels stay inside, as long as there is room for all.
 */
export function spread(
  wanted: readonly number[],
  extents: readonly number[],
  [from, to]: readonly [from: number, to: number],
): readonly number[] {
  // Where each centre would stand if the labels lay end to end: less this, "apart" reads "not descending".
  let filled = 0;
  const packed = extents.map((extent) => {
    filled += extent;
    return filled - extent / 2;
  });
  const pools: { sum: number; count: number }[] = [];
  const mean = ({ sum, count }: { sum: number; count: number }) => sum / count;
  wanted.forEach((place, i) => {
    let pool = { sum: place - (packed[i] ?? 0), count: 1 };
    for (let last = pools.at(-1); last !== undefined && mean(last) > mean(pool); last = pools.at(-1)) {
      pool = { sum: last.sum + pool.sum, count: last.count + pool.count };
      pools.pop();
    }
    pools.push(pool);
  });
  const top = Math.max(from, to - filled);
  return pools
    .flatMap((pool) => new Array<number>(pool.count).fill(mean(pool)))
    .map((start, i) => Math.min(Math.max(start, from), top) + (packed[i] ?? 0));
}

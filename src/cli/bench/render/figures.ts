/** Several measurements of one thing. */
export interface Figure {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** Sums up measurements; undefined where there is none. */
export function figureOf(values: readonly (number | undefined)[]): Figure | undefined {
  const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b);
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (least === undefined || most === undefined) return undefined;
  const middle = sorted.length / 2;
  const [above, below] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle) - 1]];
  return { median: ((above ?? least) + (below ?? least)) / 2, least, most };
}

/**
 * Ratios of what was measured in the same rounds: what the machine did besides is in both and falls out.
 * Rounds in which one of the two is missing give none.
 */
export function ratiosOf(
  values: readonly (number | undefined)[],
  to: readonly (number | undefined)[],
): number[] {
  return values.flatMap((value, round) => {
    const other = to[round];
    return value === undefined || other === undefined ? [] : [value / other];
  });
}

import { contribution, partialSum, reach, type Term } from './weighted-sum';

/** The embedding's column of cells. */
export const COLUMN = { x: -885, y: -10, width: 40, height: 800 } as const;

/** The same column while the chapter opens: in the middle and wide. */
export const OPENING = { width: 130 } as const;

/** A single entry alone: the middle of its curve. */
export const ALONE = { x: 130, y: -40, width: 1390, half: 225 } as const;

/** How well every entry follows the wave: bars beside the column, and how long a bar of R² = 1 is. */
export const COMPARISON = { zero: COLUMN.x + 38, one: 160 } as const;

/** The entries of a sum, a row each: what they are called, their curve, their weight. */
export const ROWS = { names: -780, curve: -505, width: 280, zero: -240, longest: 82, numbers: 165 } as const;

/** Where the sum is drawn. */
export const SUM = { at: { x: 425, y: -40 }, width: 850, half: 260 } as const;

/** Pixels from one row to the next, and per unit of an entry: one scale for all rows. */
export function rowLayout(terms: readonly Term[]): { readonly pitch: number; readonly unit: number } {
  const pitch = Math.min(86, COLUMN.height / terms.length);
  return { pitch, unit: (0.44 * pitch) / reach(terms.map(({ values }) => values)) };
}

/** Pixels per unit of the sum, so that no stage of its growth leaves its place. */
export function sumUnit(sums: readonly (readonly Term[])[], p: number): number {
  const curves = sums.flatMap((terms) => [
    ...terms.map(contribution),
    ...terms.map((_, i) => partialSum(terms, i + 1, p)),
  ]);
  return SUM.half / Math.max(1, reach(curves));
}

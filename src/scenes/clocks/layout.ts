import { indexToX } from '../../nodes/wave-geometry';

/** Where the clocks and their waves stand while the votes are cast, and while they are added up. */
export interface Layout {
  /** The middle of each clock's row, top to bottom. */
  readonly rows: readonly number[];
  /** Pixels from the centre of a clock to its ring. */
  readonly radius: number;
  /** Pixels per logit: one scale for all votes and for their sum. */
  readonly unit: number;
  /** The zero line of the sum. */
  readonly sum: number;
}

/** The largest and smallest value among some waves; at least a span of one. */
export interface Span {
  readonly low: number;
  readonly high: number;
}

/** See {@link Span}. */
export function span(waves: readonly ArrayLike<number>[]): Span {
  let [low, high] = [0, 0];
  for (const wave of waves) {
    for (let n = 0; n < wave.length; n++) {
      low = Math.min(low, wave[n] ?? 0);
      high = Math.max(high, wave[n] ?? 0);
    }
  }
  return high - low > 0 ? { low, high } : { low: 0, high: 1 };
}

/** Left of the waves stand the clocks, and left of them their names; at last the clocks stand aside. */
export const columns = { name: -880, clock: -660, aside: -800, left: -500, right: 880 } as const;

/** The waves' width and the middle of it. */
export const WAVE_WIDTH = columns.right - columns.left;
export const WAVE_MIDDLE = (columns.left + columns.right) / 2;

/** The horizontal place of answer z among p. */
export function answerX(p: number, z: number): number {
  return WAVE_MIDDLE + indexToX({ count: p, width: WAVE_WIDTH, unit: 1 }, z);
}

/** The rows between two heights, none higher than `most`, and the middle of each. */
function rowsBetween(top: number, bottom: number, count: number, most: number) {
  const height = Math.min(most, (bottom - top) / count);
  const first = (top + bottom - height * count) / 2;
  return { height, rows: Array.from({ length: count }, (_, n) => first + (n + 0.5) * height) };
}

/** The clocks stand side by side, as large as they fit: before they vote. */
export function besideEachOther(count: number): {
  readonly places: readonly number[];
  readonly radius: number;
} {
  const pitch = Math.min(480, 1760 / count);
  return {
    places: Array.from({ length: count }, (_, n) => (n - (count - 1) / 2) * pitch),
    radius: Math.min(180, 0.4 * pitch),
  };
}

/** The clocks stand below each other, each with its wave: while the votes are cast. */
export function whileVoting(votes: readonly ArrayLike<number>[]): Layout {
  const { low, high } = span(votes);
  const { height, rows } = rowsBetween(-425, 345, votes.length, 300);
  const largest = Math.max(high, -low);
  return { rows, radius: Math.min(108, 0.4 * height), unit: (0.45 * height) / largest, sum: 600 };
}

/** Smaller rows above, the sum below them: while the votes are added up. */
export function whileAdding(
  votes: readonly ArrayLike<number>[],
  partial: readonly ArrayLike<number>[],
): Layout {
  const one = span(votes);
  const largest = Math.max(one.high, -one.low);
  const all = span(partial);
  const [top, bottom, gap] = [-505, 360, 40];
  // Every row takes 2.2 largest votes of height, the sum what it spans.
  const unit = (bottom - top - gap) / (2.2 * largest * votes.length + all.high - all.low);
  const height = 2.2 * largest * unit;
  const { rows } = rowsBetween(top, top + height * votes.length, votes.length, height);
  return { rows, radius: Math.min(90, 0.39 * height), unit, sum: bottom + all.low * unit };
}

/** The sum alone: while it is compared with the logits. */
export function whileComparing(curves: readonly ArrayLike<number>[]): {
  readonly unit: number;
  readonly sum: number;
} {
  const { low, high } = span(curves);
  const [top, bottom] = [-250, 345];
  const unit = (bottom - top) / (high - low);
  return { unit, sum: bottom + low * unit };
}

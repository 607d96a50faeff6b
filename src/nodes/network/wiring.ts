import { diverging, palette, roles } from '../../theme';
import { slotOffset } from '../cells';
import type { Point } from '../clock-geometry';
import { levelCurve, underpass } from '../wire-geometry';
import type { Wire } from '../wires';
import { type ColumnPlace, MIXED_PLACES, type NetworkLayout, VALUE_PLACES } from './layout';

/** The colour of each position, and of everything that comes from it alone. */
export const POSITION_COLORS = [roles.x, roles.y, palette.muted] as const;

/** From a column to the bracket at its left, where wires that come from the heads end. */
export const BRACKET_APART = 14;

/** What arrives at the bottom of a column and what leaves there stand apart by twice this. */
const STREAM_APART = 7;

const bottom = ({ x, y, pitch, most }: ColumnPlace): Point => [x, y + (most * pitch) / 2 + 6];
const beside = (place: ColumnPlace, dx: number): Point => [bottom(place)[0] + dx, bottom(place)[1]];
const side = ({ x, y, across }: ColumnPlace, sign: 1 | -1, dy = 0): Point => [
  x + sign * (across / 2 + 4),
  y + dy,
];

/** From each one-hot column to the embedding column of the same position: nested, so that none crosses another. */
export function lookupWires({ tokens, residual }: NetworkLayout): Wire[] {
  return tokens.flatMap((token, i) => {
    const to = residual[i];
    if (to === undefined) return [];
    const [start, end] = [bottom(token), bottom(to)];
    const depth = Math.max(start[1], end[1]) + 28 + 28 * (tokens.length - 1 - i);
    return [{ path: underpass(start, end, depth), color: POSITION_COLORS[i] ?? palette.muted }];
  });
}

/**
 * From the embedding columns to the rows of values of every head. Each wire leaves its own column, through a gap
 * between the cells of the columns that it passes.
 */
export function valueWires({ residual, heads }: NetworkLayout): Wire[] {
  const last = residual.at(-1);
  return heads.flatMap(({ values, unit }) =>
    values.flatMap(([x, y], position): Wire[] => {
      const own = residual[position];
      if (own === undefined || last === undefined) return [];
      const gap = (own.most % 2 === 0 ? position - 1 : position - 1.5) * own.pitch;
      const start = side(own, 1, gap);
      return [
        {
          path: [start, ...levelCurve(side(last, 1, gap), [x - (VALUE_PLACES * unit) / 2 - 4, y])],
          color: POSITION_COLORS[position] ?? palette.muted,
          strength: 0.6,
        },
      ];
    }),
  );
}

/** From what each head has mixed to the residual stream. */
export function mixedWires({ heads, middle }: NetworkLayout): Wire[] {
  return heads.map(({ mixed: [x, y], unit }, head) => ({
    path: levelCurve(
      [x + 0.6 * unit, y],
      [middle.x - middle.across / 2 - BRACKET_APART - 8, middle.y + (head - (heads.length - 1) / 2) * 12],
    ),
    color: palette.muted,
    strength: 0.7,
  }));
}

/** The residual stream itself, which passes below the attention and below the neurons and is added to. */
export function streamWires({
  residual,
  middle,
  last,
  below,
}: NetworkLayout): readonly [attention: Wire, neurons: Wire] {
  const equals = residual.at(-1) ?? middle;
  return [
    { path: underpass(bottom(equals), beside(middle, -STREAM_APART), below.attention), color: palette.muted },
    { path: underpass(beside(middle, STREAM_APART), bottom(last), below.neurons), color: palette.muted },
  ];
}

/**
 * A line for each pair of cells that are shown in two columns: the stronger the weight between them, the brighter, in
 * the colour of its sign.
 *
 * @param weights - Row-major [from, to], of `toLength` columns.
 */
export function weightWires(
  from: { readonly place: ColumnPlace; readonly slots: readonly (number | null)[] },
  to: { readonly place: ColumnPlace; readonly slots: readonly (number | null)[] },
  weights: ArrayLike<number>,
  toLength: number,
): Wire[] {
  const pairs = from.slots.flatMap((source, i) =>
    to.slots.flatMap((target, j) =>
      source === null || target === null ? [] : [{ i, j, weight: weights[source * toLength + target] ?? 0 }],
    ),
  );
  const greatest = Math.max(...pairs.map(({ weight }) => Math.abs(weight)), Number.MIN_VALUE);
  return pairs.map(({ i, j, weight }) => ({
    path: [
      side(from.place, 1, slotOffset(from.slots, i, from.place.pitch)),
      side(to.place, -1, slotOffset(to.slots, j, to.place.pitch)),
    ],
    color: diverging.hex(weight > 0 ? 0.86 : 0.14),
    strength: (0.75 * Math.abs(weight)) / greatest,
  }));
}

/** How many places of a head's rows and columns there are for its width. */
export function headPlacesOf(dHead: number): { readonly values: number; readonly mixed: number } {
  return { values: Math.min(dHead, VALUE_PLACES), mixed: Math.min(dHead, MIXED_PLACES) };
}

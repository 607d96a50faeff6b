import type { SignalValue } from '@motion-canvas/core';
import { glow, palette } from '../../theme';
import { CellVector, type CellVectorProps } from '../cell-vector';
import { aroundOne, firstAndLast, type Slot } from '../cells';
import type { ColumnPlace } from './layout';
import type { Part, Plan } from './parts';
import { POSITION_COLORS } from './wiring';

/** The vectors that stand upright in the diagram. */
export interface Columns {
  readonly tokens: readonly CellVector[];
  readonly residual: readonly CellVector[];
  readonly middle: CellVector;
  readonly hidden: CellVector;
  readonly last: CellVector;
  readonly logits: CellVector;
}

/** Builds the columns of a diagram from its plan. */
export function buildColumns(plan: Plan): Columns {
  const { shape, layout, ranges, parts, light, network, answer, tokenName, readable } = plan;
  const column = (
    place: ColumnPlace,
    part: Part,
    slots: SignalValue<readonly Slot[]>,
    values: () => ArrayLike<number>,
    range: readonly [number, number],
    more: Partial<CellVectorProps> = {},
  ) =>
    new CellVector({
      position: [place.x, place.y],
      pitch: place.pitch,
      across: place.across,
      slots,
      values,
      range,
      shown: parts[part].shown,
      lit: parts[part].lit,
      opacity: light[part],
      labelSize: 16,
      ...more,
      labels: () => parts[part].labels() * readable(more.labelSize ?? 16),
    });
  const plain = (place: ColumnPlace, part: Part, length: number, key: 'middle' | 'post' | 'last') =>
    column(place, part, firstAndLast(length, place.most), () => network()[key], ranges[key], {
      labelSize: 21,
      labelSide: 'after',
    });
  const token = (i: number) => network().tokens[i] ?? 0;
  return {
    tokens: layout.tokens.map((place, i) =>
      column(
        place,
        'tokens',
        () => aroundOne(shape.vocabulary, token(i), place.most),
        () => oneHot(shape.vocabulary, token(i)),
        [0, 1],
        {
          colors: glow,
          label: tokenName,
          labelColor: (index) => (index === token(i) ? (POSITION_COLORS[i] ?? palette.text) : palette.muted),
        },
      ),
    ),
    residual: layout.residual.map((place, i) => {
      const made = column(
        place,
        'residual',
        firstAndLast(shape.dModel, place.most),
        () => network().residual[i] ?? [],
        ranges.residual,
        { labelSize: 20.5 },
      );
      if (i > 0) made.labels(0);
      return made;
    }),
    middle: plain(layout.middle, 'middle', shape.dModel, 'middle'),
    hidden: plain(layout.hidden, 'hidden', shape.dMlp, 'post'),
    last: plain(layout.last, 'last', shape.dModel, 'last'),
    logits: column(
      layout.logits,
      'logits',
      () => aroundOne(shape.logits, answer(), layout.logits.most),
      () => network().logits,
      ranges.logits,
      { labelSide: 'after', labelSize: 18, label: tokenName, marked: answer },
    ),
  };
}

function oneHot(length: number, index: number): Float32Array {
  const values = new Float32Array(length);
  values[index] = 1;
  return values;
}

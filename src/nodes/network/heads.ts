import { palette, sizes } from '../../theme';
import { AttentionPattern } from '../attention-pattern';
import { CellVector } from '../cell-vector';
import { firstAndLast } from '../cells';
import { Label } from '../label';
import type { Plan } from './parts';
import { headPlacesOf, POSITION_COLORS } from './wiring';

/** One attention head: what it reads of each position, from which it takes how much, and what that comes to. */
export interface Head {
  readonly values: readonly CellVector[];
  readonly pattern: AttentionPattern;
  readonly mixed: CellVector;
  readonly name: Label;
}

/** Builds the heads that a diagram shows, top to bottom. */
export function buildHeads(plan: Plan): Head[] {
  const { shape, layout, ranges, parts, light, network, shares, readable } = plan;
  const places = headPlacesOf(shape.dHead);
  return layout.heads.map(({ y, unit, values, pattern, mixed }, head) => {
    const small = { pitch: unit, across: unit, labelSize: 0.38 * unit };
    return {
      values: values.map(
        ([px, py], position) =>
          new CellVector({
            ...small,
            position: [px, py],
            along: 'right',
            slots: firstAndLast(shape.dHead, places.values),
            values: () => network().values[head]?.[position] ?? [],
            range: ranges.values,
            shown: parts.values.shown,
            lit: parts.values.lit,
            opacity: light.values,
            labels: () => (position === 0 && head === 0 ? parts.values.labels() * readable(0.38 * unit) : 0),
          }),
      ),
      pattern: new AttentionPattern({
        position: pattern,
        positions: values.length,
        pitch: unit,
        pattern: () => network().patterns[head] ?? [],
        shown: parts.patterns.shown,
        lit: parts.patterns.lit,
        opacity: light.patterns,
        labels: () => parts.patterns.labels() * readable(0.46 * unit),
        names: ['x', 'y', '='],
        nameColors: POSITION_COLORS,
        nameSize: 0.46 * unit,
        numberSize: 0.36 * unit,
        numbers: () => shares() * readable(0.36 * unit),
      }),
      mixed: new CellVector({
        ...small,
        pitch: 0.72 * unit,
        position: mixed,
        slots: firstAndLast(shape.dHead, places.mixed),
        values: () => network().mixed[head] ?? [],
        range: ranges.values,
        shown: parts.mixed.shown,
        lit: parts.mixed.lit,
        opacity: light.mixed,
      }),
      name: new Label({
        text: `head ${head + 1}`,
        position: [values[0]?.[0] ?? 0, y - 2.4 * unit],
        fill: palette.muted,
        fontSize: sizes.small,
        opacity: () => parts.values.shown() * light.values(),
      }),
    };
  });
}

/** Says how many heads there are, below those that are drawn. */
export function moreHeads({ shape, layout, parts, light }: Plan): Label {
  const { y, unit, values } = layout.heads.at(-1) ?? { y: 0, unit: 0, values: [] };
  return new Label({
    text: `… ${shape.heads} heads`,
    position: [values[0]?.[0] ?? 0, y + 2.6 * unit],
    fill: palette.muted,
    fontSize: sizes.small,
    opacity: () => parts.values.shown() * light.values(),
  });
}

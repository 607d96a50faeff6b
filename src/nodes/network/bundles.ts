import { palette, sizes } from '../../theme';
import type { CellVector } from '../cell-vector';
import { Label } from '../label';
import { type Wire, Wires } from '../wires';
import type { Columns } from './columns';
import type { ColumnPlace } from './layout';
import { BUNDLES, type Bundle, type Plan } from './parts';
import type { NetworkWeights } from './shape';
import { lookupWires, mixedWires, streamWires, valueWires, weightWires } from './wiring';

/** Builds everything that lies between the columns and the heads of a diagram. */
export function buildBundles(
  { shape, layout, light }: Plan,
  { middle, hidden, last, logits }: Columns,
  lines: NetworkWeights,
): Readonly<Record<Bundle, Wires>> {
  const [stream, bypass] = streamWires(layout);
  const dense = (
    [from, fromPlace]: readonly [CellVector, ColumnPlace],
    [to, toPlace]: readonly [CellVector, ColumnPlace],
    values: ArrayLike<number>,
    toLength: number,
  ) =>
    new Wires({
      wires: () =>
        weightWires(
          { place: fromPlace, slots: from.slots() },
          { place: toPlace, slots: to.slots() },
          values,
          toLength,
        ),
      drawn: 0,
      lineWidth: 1.4,
    });
  const fixed = (wires: readonly Wire[], heads = true) => new Wires({ wires, drawn: 0, heads });
  const bundles = {
    lookup: fixed(lookupWires(layout)),
    values: fixed(valueWires(layout), false),
    mixed: fixed(mixedWires(layout), false),
    stream: fixed([stream]),
    input: dense([middle, layout.middle], [hidden, layout.hidden], lines.input, shape.dMlp),
    output: dense([hidden, layout.hidden], [last, layout.last], lines.output, shape.dModel),
    bypass: fixed([bypass]),
    unembed: dense([last, layout.last], [logits, layout.logits], lines.unembed, shape.logits),
  };
  for (const bundle of BUNDLES) bundles[bundle].opacity(light[bundle]);
  return bundles;
}

/** The plus signs at the two columns in which something is added to the residual stream. */
export function buildPluses(
  { layout, light }: Plan,
  bundles: Readonly<Record<'stream' | 'bypass', Wires>>,
): Label[] {
  const plus = (place: ColumnPlace, bundle: 'stream' | 'bypass', aside: number) =>
    new Label({
      text: '+',
      position: [place.x + 24 * aside, place.y + (place.most * place.pitch) / 2 + 30],
      fill: palette.muted,
      fontSize: sizes.body,
      opacity: () => bundles[bundle].drawn() * light[bundle](),
    });
  return [plus(layout.middle, 'stream', -1.4), plus(layout.last, 'bypass', 1)];
}

import { Rect, Txt } from '@motion-canvas/2d';
import { createSignal, type SimpleSignal } from '@motion-canvas/core';
import { Axes } from '../../nodes/axes';
import { LiveNumbers } from '../../nodes/live-number';
import { groupDigits } from '../../nodes/number-format';
import { type Band, PlotBands } from '../../nodes/plot-bands';
import { PlotCurve } from '../../nodes/plot-curve';
import { PlotAxis, PlotFrame } from '../../nodes/plot-frame';
import { emptiestRoom, type Room } from '../../nodes/plot-room';
import { fonts, palette, sizes } from '../../theme';
import { stepAxis } from './stage';
import { extent, type TrainingCurves } from './training-curves';

/** The inset: how the sum of squared weights went, over the same steps and with the same bands. */
export interface WeightInset {
  readonly node: Rect;
  /** The step that its curve has reached. */
  readonly upTo: SimpleSignal<number>;
}

/** Sizes that the inset may have in pixels, the best first. */
const INSET_SIZES = [
  { width: 620, height: 264 },
  { width: 520, height: 210 },
  { width: 460, height: 172 },
] as const;
/** The distance that the inset should keep from curves above and below it, and from the plot's sides. */
const INSET_CLEARANCE = 16;

/** The largest room for the inset in one of the plots that covers no curve, or the one that covers least. */
export function insetRoom(
  plots: readonly { readonly frame: PlotFrame; readonly curves: readonly PlotCurve[] }[],
): Room {
  const rooms = plots.flatMap(({ frame, curves }) => {
    const inside = {
      left: frame.left() + INSET_CLEARANCE,
      top: frame.top(),
      width: frame.width() - 2 * INSET_CLEARANCE,
      height: frame.height(),
    };
    const tracks = curves.map((curve) => curve.track());
    return INSET_SIZES.map((size) => ({ ...size, ...emptiestRoom(inside, size, tracks) }));
  });
  const clear = rooms.find(({ clearance }) => clearance >= INSET_CLEARANCE);
  return clear ?? rooms.reduce((best, room) => (room.clearance > best.clearance ? room : best));
}

/** Builds the inset in a room. */
export function weightInset(
  { left, top, width, height }: Room,
  total: number,
  { sumOfSquares }: TrainingCurves,
  bands: readonly Band[],
): WeightInset {
  const [, greatest] = extent(sumOfSquares);
  const frame = new PlotFrame(
    stepAxis(total),
    new PlotAxis({ linear: [0, 1.1 * greatest], log: [1, greatest] }),
    // Inside the panel: room for the labels at the left, the title above, the reading at the right.
    { left: 116 - width / 2, top: 70 - height / 2, width: width - 252, height: height - 96 },
  );
  const upTo = createSignal(0);
  const curve = (
    <PlotCurve
      frame={frame}
      series={sumOfSquares}
      color={palette.text}
      upTo={() => upTo()}
      head={() => 7}
      lineWidth={4}
    />
  ) as PlotCurve;
  const numbers = [{ name: '', color: palette.text, curve, format: groupDigits }];
  const node = (
    <Rect
      x={left + width / 2}
      y={top + height / 2}
      size={[width, height]}
      fill={palette.panel}
      stroke={palette.grid}
      lineWidth={2}
      radius={16}
      opacity={0}
    >
      <Txt
        text={'sum of squared weights'}
        x={24 - width / 2}
        y={32 - height / 2}
        offset={[-1, 0]}
        fill={palette.text}
        fontSize={sizes.small}
        fontFamily={fonts.sans}
      />
      <PlotBands frame={frame} bands={bands} shown={bands.length} />
      <Axes frame={frame} xName={''} yName={''} xLabels={0} yGap={46} />
      {curve}
      <LiveNumbers frame={frame} plate={palette.panel} numbers={numbers} />
    </Rect>
  ) as Rect;
  return { node, upTo };
}

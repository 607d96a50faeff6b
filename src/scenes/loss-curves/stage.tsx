import { Rect, Txt } from '@motion-canvas/2d';
import { createSignal, type SimpleSignal } from '@motion-canvas/core';
import { Axes } from '../../nodes/axes';
import { LiveNumbers } from '../../nodes/live-number';
import { groupDigits, magnitude, percent } from '../../nodes/number-format';
import { type Band, PlotBands } from '../../nodes/plot-bands';
import { PlotCurve, type Series } from '../../nodes/plot-curve';
import { PlotAxis, PlotFrame } from '../../nodes/plot-frame';
import { PlotLevel } from '../../nodes/plot-level';
import { PlotReading } from '../../nodes/plot-reading';
import { fonts, palette, roles, sizes } from '../../theme';
import { extent, type TrainingCurves, type TrainingStory } from './training-curves';

/** Where the plots stand, in pixels from the middle of the frame: accuracy alone, then both. */
export const layout = {
  left: -750,
  width: 1370,
  alone: { top: -400, height: 740 },
  accuracy: { top: -436, height: 226 },
  loss: { top: -126, height: 466 },
} as const;

/** Accuracy, with a little air above 100 %. */
const SHARE = { linear: [0, 1.05], log: [1e-3, 1] } as const;

/** One of the two large plots: its frame, its axes, and a curve for each set of pairs. */
export interface MetricPlot {
  readonly frame: PlotFrame;
  readonly axes: Axes;
  readonly train: PlotCurve;
  readonly test: PlotCurve;
  readonly numbers: LiveNumbers;
}

/** The step axis, shared by both plots: change it, and both follow. */
export function stepAxis(total: number): PlotAxis {
  return new PlotAxis({ linear: [0, total], log: [1, total] });
}

/** The accuracy plot as it stands alone; `head` is the step that the curves have reached. */
export function accuracyPlot(
  x: PlotAxis,
  curves: TrainingCurves,
  head: SimpleSignal<number>,
  dot: SimpleSignal<number>,
): MetricPlot {
  const frame = new PlotFrame(x, new PlotAxis(SHARE), {
    left: layout.left,
    width: layout.width,
    ...layout.alone,
  });
  const axes = (
    <Axes
      frame={frame}
      xName={'training step'}
      yName={'accuracy'}
      yLabel={(value) => percent(value, 0)}
      heights={[layout.alone.height, layout.accuracy.height]}
    />
  ) as Axes;
  return metricPlot(
    frame,
    axes,
    curves.trainAccuracy,
    curves.testAccuracy,
    percent,
    'train first',
    head,
    dot,
  );
}

/** The loss plot in its place below; its y axis is wide enough for the excluded loss. */
export function lossPlot(
  x: PlotAxis,
  curves: TrainingCurves,
  head: SimpleSignal<number>,
  dot: SimpleSignal<number>,
): MetricPlot {
  const [, greatest] = extent(curves.trainLoss, curves.testLoss);
  const [least, top] = extent(curves.trainLoss, curves.testLoss, curves.excludedLoss);
  const y = new PlotAxis({
    linear: [0, 1.12 * greatest],
    log: [least / 2.5, 10 ** Math.ceil(Math.log10(top))],
  });
  const frame = new PlotFrame(x, y, { left: layout.left, width: layout.width, ...layout.loss });
  const axes = (<Axes frame={frame} xName={'training step'} yName={'loss'} />) as Axes;
  return metricPlot(frame, axes, curves.trainLoss, curves.testLoss, magnitude, 'test first', head, dot);
}

function metricPlot(
  frame: PlotFrame,
  axes: Axes,
  train: Series,
  test: Series,
  format: (value: number) => string,
  order: 'train first' | 'test first',
  upTo: SimpleSignal<number>,
  dot: SimpleSignal<number>,
): MetricPlot {
  const curve = (series: Series, color: string) =>
    (
      <PlotCurve frame={frame} series={series} color={color} upTo={() => upTo()} head={() => dot()} />
    ) as PlotCurve;
  const plot = { frame, axes, train: curve(train, roles.train), test: curve(test, roles.test) };
  const numbers = [
    { name: 'train', color: roles.train, curve: plot.train, format },
    { name: 'test', color: roles.test, curve: plot.test, format },
  ];
  const ordered = order === 'train first' ? numbers : numbers.reverse();
  return { ...plot, numbers: (<LiveNumbers frame={frame} numbers={ordered} shown={0} />) as LiveNumbers };
}

/** The line of a guess: one answer out of p. */
export function guessLevel(frame: PlotFrame, p: number): PlotLevel {
  return (<PlotLevel frame={frame} value={1 / p} text={`a guess: 1 in ${p}`} />) as PlotLevel;
}

/** The phases as bands; the one that nothing shows from outside is the one that glows. */
export function phaseBands({ phases }: TrainingStory): readonly Band[] {
  const band = (name: string, [from, to]: readonly [number, number], color: string, tint: number): Band => ({
    name,
    from,
    to,
    color,
    tint,
  });
  return [
    band('memorisation', phases.memorisation, palette.muted, 0.07),
    band('circuit formation', phases.circuitFormation, palette.accent, 0.12),
    band('clean-up', phases.cleanUp, palette.muted, 0.07),
  ];
}

/** "step 12 345", above the right end of a plot. */
export function stepCounter(frame: PlotFrame, step: () => number): PlotReading {
  return (
    <PlotReading frame={frame} name={'step'} value={() => groupDigits(step())} above={44} opacity={0} />
  ) as PlotReading;
}

/** The inset: how the sum of squared weights went, over the same steps and with the same bands. */
export interface WeightInset {
  readonly node: Rect;
  readonly curve: PlotCurve;
  readonly upTo: SimpleSignal<number>;
  readonly numbers: LiveNumbers;
}

/** Size of the inset in pixels. */
export const insetSize = { width: 620, height: 264 } as const;

/** Builds the inset with its upper left corner at a place. */
export function weightInset(
  at: { readonly left: number; readonly top: number },
  total: number,
  { sumOfSquares }: TrainingCurves,
  bands: readonly Band[],
): WeightInset {
  const [, greatest] = extent(sumOfSquares);
  const frame = new PlotFrame(
    stepAxis(total),
    new PlotAxis({ linear: [0, 1.1 * greatest], log: [1, greatest] }),
    // Inside the panel: room for the labels at the left, the title above, the reading at the right.
    {
      left: -insetSize.width / 2 + 126,
      top: -insetSize.height / 2 + 76,
      width: insetSize.width - 262,
      height: insetSize.height - 106,
    },
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
  const numbers = (
    <LiveNumbers
      frame={frame}
      numbers={[{ name: '', color: palette.text, curve, format: groupDigits }]}
      plate={palette.panel}
    />
  ) as LiveNumbers;
  const node = (
    <Rect
      x={at.left + insetSize.width / 2}
      y={at.top + insetSize.height / 2}
      size={[insetSize.width, insetSize.height]}
      fill={palette.panel}
      stroke={palette.grid}
      lineWidth={2}
      radius={16}
      opacity={0}
    >
      <Txt
        text={'sum of squared weights'}
        x={-insetSize.width / 2 + 24}
        y={-insetSize.height / 2 + 30}
        offset={[-1, 0]}
        fill={palette.text}
        fontSize={sizes.small}
        fontFamily={fonts.sans}
      />
      <PlotBands frame={frame} bands={bands} shown={bands.length} />
      <Axes frame={frame} xName={''} yName={''} xLabels={0} />
      {curve}
      {numbers}
    </Rect>
  ) as Rect;
  return { node, curve, upTo, numbers };
}

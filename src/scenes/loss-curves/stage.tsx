import { Node } from '@motion-canvas/2d';
import { createSignal, type SimpleSignal } from '@motion-canvas/core';
import { Axes } from '../../nodes/axes';
import { LiveNumbers } from '../../nodes/live-number';
import { groupDigits, magnitude, percent } from '../../nodes/number-format';
import type { Band } from '../../nodes/plot-bands';
import { PlotCurve, type Series } from '../../nodes/plot-curve';
import { PlotAxis, PlotFrame } from '../../nodes/plot-frame';
import { PlotLevel } from '../../nodes/plot-level';
import { PlotReading } from '../../nodes/plot-reading';
import { palette, roles } from '../../theme';
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

/** What draws curves: the step that they have reached, and the radius of the dots at their ends. */
export interface Pen {
  readonly step: SimpleSignal<number>;
  readonly dot: SimpleSignal<number>;
}

/** Below this a loss counts as nothing: it lies beneath what the float32 of the recording can tell from 0. */
const LEAST_LOSS = 1e-12;

/** One of the two large plots: its frame, its axes, and a curve for each set of pairs. */
export interface MetricPlot {
  readonly frame: PlotFrame;
  readonly axes: Axes;
  readonly pen: Pen;
  readonly train: PlotCurve;
  readonly test: PlotCurve;
  readonly numbers: LiveNumbers;
}

/** The step axis, shared by both plots: change it, and both follow. */
export function stepAxis(total: number): PlotAxis {
  return new PlotAxis({ linear: [0, total], log: [1, total] });
}

/** The accuracy plot as it stands alone. */
export function accuracyPlot(x: PlotAxis, curves: TrainingCurves): MetricPlot {
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
  return metricPlot(frame, axes, curves.trainAccuracy, curves.testAccuracy, percent, 'train first');
}

/** The loss plot in its place below; its y axis is wide enough for the excluded loss. */
export function lossPlot(x: PlotAxis, curves: TrainingCurves): MetricPlot {
  const [, greatest] = extent(curves.trainLoss, curves.testLoss);
  const [least, top] = extent(curves.trainLoss, curves.testLoss, curves.excludedLoss);
  const y = new PlotAxis({
    linear: [0, 1.12 * greatest],
    log: [Math.max(least, LEAST_LOSS) / 2.5, 10 ** Math.ceil(Math.log10(top))],
  });
  const frame = new PlotFrame(x, y, { left: layout.left, width: layout.width, ...layout.loss });
  const axes = (<Axes frame={frame} xName={'training step'} yName={'loss'} />) as Axes;
  return metricPlot(frame, axes, curves.trainLoss, curves.testLoss, magnitude, 'test first');
}

function metricPlot(
  frame: PlotFrame,
  axes: Axes,
  train: Series,
  test: Series,
  format: (value: number) => string,
  order: 'train first' | 'test first',
): MetricPlot {
  axes.shown(0);
  const pen = { step: createSignal(0), dot: createSignal(0) };
  const curves = {
    train: penCurve(frame, train, roles.train, pen),
    test: penCurve(frame, test, roles.test, pen),
  };
  const numbers = [
    { name: 'train', color: roles.train, curve: curves.train, format },
    { name: 'test', color: roles.test, curve: curves.test, format },
  ];
  const ordered = order === 'train first' ? numbers : numbers.reverse();
  return {
    frame,
    axes,
    pen,
    ...curves,
    numbers: (<LiveNumbers frame={frame} numbers={ordered} shown={0} />) as LiveNumbers,
  };
}

function penCurve(frame: PlotFrame, series: Series, color: string, { step, dot }: Pen): PlotCurve {
  return (
    <PlotCurve frame={frame} series={series} color={color} upTo={() => step()} head={() => dot()} />
  ) as PlotCurve;
}

/** The whole accuracy curves, to stand faintly behind those that are drawn again. */
export function accuracyShade({ frame }: MetricPlot, curves: TrainingCurves): Node {
  return (
    <Node opacity={0}>
      <PlotCurve frame={frame} series={curves.testAccuracy} color={roles.test} />
      <PlotCurve frame={frame} series={curves.trainAccuracy} color={roles.train} />
    </Node>
  ) as Node;
}

/** The excluded loss in the loss plot, with a pen of its own. */
export function excludedCurve({ frame }: MetricPlot, { excludedLoss }: TrainingCurves) {
  const pen: Pen = { step: createSignal(0), dot: createSignal(0) };
  const curve = penCurve(frame, excludedLoss, roles.excluded, pen);
  const numbers = [{ name: 'excluded', color: roles.excluded, curve, format: magnitude }];
  return { pen, curve, number: (<LiveNumbers frame={frame} numbers={numbers} shown={0} />) as LiveNumbers };
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

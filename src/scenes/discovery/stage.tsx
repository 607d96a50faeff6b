import { createSignal, type SimpleSignal } from '@motion-canvas/core';
import { Axes } from '../../nodes/axes';
import { LiveNumbers } from '../../nodes/live-number';
import { groupDigits, percent } from '../../nodes/number-format';
import { PlotCurve } from '../../nodes/plot-curve';
import { PlotAxis, PlotFrame } from '../../nodes/plot-frame';
import { PlotLevel } from '../../nodes/plot-level';
import { PlotReading } from '../../nodes/plot-reading';
import { roles } from '../../theme';
import type { DiscoveryData } from './load';
import { REPORT } from './published';

/** Where the plots stand, in pixels from the middle of the frame: ours alone, then ours above the published one. */
export const layout = {
  left: -750,
  width: 1370,
  alone: { top: -400, height: 740 },
  ours: { top: -436, height: 290 },
  theirs: { top: -26, height: 290 },
} as const;

/** Accuracy, with a little air above 100 %. */
const SHARE = { linear: [0, 1.08], log: [1e-3, 1] } as const;

/** Our run's plot: its axes, the pen that draws both curves, and what it reads. */
export interface RunPlot {
  readonly frame: PlotFrame;
  readonly axes: Axes;
  readonly guess: PlotLevel;
  readonly curves: readonly PlotCurve[];
  readonly numbers: LiveNumbers;
  readonly counter: PlotReading;
  /** The step that both curves have reached, and the radius of the dots at their ends. */
  readonly step: SimpleSignal<number>;
  readonly dot: SimpleSignal<number>;
}

/** The linear axis ends a little after the step at which one would stop: what the curves read there stands beside them. */
const ROOM = 1.25;

/**
 * The step axis of both plots: as a linear one it ends soon after one would stop, as a logarithmic one it has room for the
 * published run.
 */
export function stepAxis({ stop, total }: DiscoveryData): PlotAxis {
  return new PlotAxis({ linear: [0, ROOM * stop], log: [1, 2 * Math.max(total, REPORT.grokkedNear)] });
}

/** Builds our run's plot as it stands alone. */
export function runPlot(x: PlotAxis, data: DiscoveryData): RunPlot {
  const frame = new PlotFrame(x, new PlotAxis(SHARE), {
    left: layout.left,
    width: layout.width,
    ...layout.alone,
  });
  const [step, dot] = [createSignal(0), createSignal(0)];
  const curve = (series: DiscoveryData['train'], color: string) =>
    (
      <PlotCurve frame={frame} series={series} color={color} upTo={() => step()} head={() => dot()} />
    ) as PlotCurve;
  const [train, test] = [curve(data.train, roles.train), curve(data.test, roles.test)];
  const numbers = [
    { name: 'train', color: roles.train, curve: train, format: percent },
    { name: 'test', color: roles.test, curve: test, format: percent },
  ];
  return {
    frame,
    axes: accuracyAxes(frame, [layout.alone.height, layout.ours.height]),
    guess: (
      <PlotLevel frame={frame} value={1 / data.answers} text={`a guess: 1 in ${data.answers}`} />
    ) as PlotLevel,
    curves: [test, train],
    numbers: (<LiveNumbers frame={frame} numbers={numbers} shown={0} />) as LiveNumbers,
    counter: (
      <PlotReading frame={frame} name={'step'} value={() => groupDigits(step())} above={44} opacity={0} />
    ) as PlotReading,
    step,
    dot,
  };
}

/** The empty plot of the published run below ours, on the same step axis. */
export function publishedFrame(x: PlotAxis): PlotFrame {
  return new PlotFrame(x, new PlotAxis(SHARE), { left: layout.left, width: layout.width, ...layout.theirs });
}

/** Axes of accuracy over steps, not yet there. */
export function accuracyAxes(frame: PlotFrame, heights: readonly number[]): Axes {
  return (
    <Axes
      frame={frame}
      xName={'step'}
      yName={'accuracy'}
      yLabel={(value) => percent(value, 0)}
      heights={heights}
      shown={0}
    />
  ) as Axes;
}

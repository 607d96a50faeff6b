import { Node } from '@motion-canvas/2d';
import { createSignal, type SimpleSignal } from '@motion-canvas/core';
import { Label } from '../../nodes/label';
import { LiveNumbers } from '../../nodes/live-number';
import { groupDigits } from '../../nodes/number-format';
import { PlotCurve } from '../../nodes/plot-curve';
import { PlotAxis, PlotFrame } from '../../nodes/plot-frame';
import { palette, roles, sizes } from '../../theme';
import { extent } from '../loss-curves/training-curves';
import type { ColdOpenData } from './load';

/** Below this a loss counts as nothing: it lies beneath what the float32 of the recording can tell from 0. */
const LEAST_LOSS = 1e-12;

/** The two losses over the whole frame, without axes: high is wrong, low is right. */
export interface BareCurve {
  readonly node: Node;
  readonly steps: PlotAxis;
  /** The step that the curves have reached. */
  readonly step: SimpleSignal<number>;
  readonly dot: SimpleSignal<number>;
  readonly names: LiveNumbers;
  /** What the height means, and the step. */
  readonly words: Node;
}

/** Builds the curves; nothing of them is seen yet. */
export function bareCurve({ train, test, total }: ColdOpenData): BareCurve {
  const steps = new PlotAxis({ linear: [0, total], log: [1, total] });
  const [least, top] = extent(train, test);
  const loss = new PlotAxis({ linear: [0, top], log: [Math.max(least, LEAST_LOSS) / 2, 1.6 * top] }, 1);
  const frame = new PlotFrame(steps, loss, { left: -800, top: -380, width: 1330, height: 730 });
  const [step, dot] = [createSignal(0), createSignal(0)];
  const curve = (series: ColdOpenData['train'], color: string, lineWidth: number) =>
    (
      <PlotCurve
        frame={frame}
        series={series}
        color={color}
        lineWidth={lineWidth}
        upTo={() => step()}
        head={() => dot()}
      />
    ) as PlotCurve;
  const [seen, unseen] = [curve(train, roles.train, 4), curve(test, roles.test, 7)];
  const silent = () => '';
  const names = (
    <LiveNumbers
      frame={frame}
      numbers={[
        { name: 'sums it never saw', color: roles.test, curve: unseen, format: silent },
        { name: 'sums it saw', color: roles.train, curve: seen, format: silent },
      ]}
      shown={0}
    />
  ) as LiveNumbers;
  const word = (text: string, x: number, y: number, align: -1 | 1) => (
    <Label text={text} position={[x, y]} offset={[align, 0]} fill={palette.muted} fontSize={sizes.small} />
  );
  const words = (
    <Node opacity={0}>
      {word('wrong', -900, -430, -1)}
      {word('right', -900, 372, -1)}
      <Label
        text={() => `step ${groupDigits(step())}`}
        position={[780, -430]}
        offset={[-1, 0]}
        fill={palette.muted}
        fontSize={sizes.small}
      />
    </Node>
  ) as Node;
  return { node: (<Node>{[seen, unseen, names, words]}</Node>) as Node, steps, step, dot, names, words };
}

import { Node } from '@motion-canvas/2d';
import {
  all,
  createRef,
  delay,
  easeInOutSine,
  type ThreadGenerator,
  waitFor,
  waitUntil,
} from '@motion-canvas/core';
import { colored, Formula } from '../../nodes/formula';
import { Digits, Label } from '../../nodes/label';
import { decimal } from '../../nodes/number-format';
import { RSquared } from '../../nodes/r-squared';
import { ResidueAxis } from '../../nodes/residue-axis';
import { WaveTrace } from '../../nodes/wave-trace';
import { ease, palette, roles, sizes, strokes, tempo } from '../../theme';
import { SUM } from './layout';
import type { Rows } from './rows';
import type { Stage } from './stage';
import type { SumPlot } from './summing';

/** Not any wave can be had like this: the same search for a frequency that is no key comes back with nothing. */
export function* control({ root, caption, data }: Stage, rows: Rows, sum: SumPlot): ThreadGenerator {
  const { p, control: other } = data;
  if (other === undefined) return;
  const node = createRef<Node>();
  const target = createRef<WaveTrace>();
  const found = createRef<WaveTrace>();
  const words = createRef<Node>();
  const top = -SUM.half - 130;
  const trace = (values: ArrayLike<number>, color: string, width: number) =>
    (
      <WaveTrace
        values={values}
        width={SUM.width}
        unit={sum.unit}
        to={0}
        stroke={color}
        lineWidth={width}
        baseline={0}
      />
    ) as WaveTrace;
  target(trace(other.target, palette.line, strokes.hair));
  found(trace(other.readout, palette.text, strokes.line));
  root.add(
    <Node ref={node} position={SUM.at}>
      {target()}
      {found()}
      <Node ref={words} opacity={0}>
        <ResidueAxis count={p} width={SUM.width} y={SUM.half + 26} />
        <Formula
          tex={`\\mathrm{cos}\\bigl(\\tfrac{${2 * other.k}\\pi}{${p}}\\,${colored(roles.x, 'x')}\\bigr)`}
          fontSize={48}
          offset={[-1, 0]}
          position={[-SUM.width / 2, top]}
        />
        <RSquared value={other.r2} fontSize={sizes.heading} position={[SUM.width / 2, top]} />
        <Digits
          text={`with ${other.weights} entries`}
          fill={palette.muted}
          fontSize={sizes.small}
          offset={[1, 0]}
          position={[SUM.width / 2, top + 58]}
        />
        <Label
          text={`k = ${other.k}: of the frequencies that are not keys, the one of middle strength`}
          fill={palette.muted}
          fontSize={sizes.small}
          y={SUM.half + 106}
        />
      </Node>
    </Node>,
  );

  yield* waitUntil('control');
  yield* all(
    caption.say('Can any wave be made like this? The same search, for a frequency that is no key:'),
    rows.node.opacity(0.2, tempo.normal, ease.move),
    ...[sum.readings, sum.origin].map((part) => part.opacity(0, tempo.quick, ease.move)),
    sum.trace.opacity(0, tempo.normal, ease.move),
    sum.target.opacity(0, tempo.normal, ease.move),
    delay(0.5, words().opacity(1, tempo.normal, ease.enter)),
    delay(0.5, target().to(p - 1, tempo.slow, easeInOutSine)),
    delay(1.4, found().to(p - 1, tempo.slow, easeInOutSine)),
  );
  yield* waitFor(0.6);
  yield* caption.say(
    `No: ${other.weights} entries come to R² = ${decimal(other.r2, 3)}. The wave has to be in there.`,
  );
  yield* waitFor(3);
  yield* node().opacity(0, tempo.normal, ease.move);
  node().remove();
}

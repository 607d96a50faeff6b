import { Node } from '@motion-canvas/2d';
import {
  all,
  createRef,
  createSignal,
  delay,
  easeInOutSine,
  type SimpleSignal,
  type ThreadGenerator,
  Vector2,
  waitFor,
  waitUntil,
} from '@motion-canvas/core';
import { Formula } from '../../nodes/formula';
import { Digits, Label } from '../../nodes/label';
import { decimal } from '../../nodes/number-format';
import { mix } from '../../nodes/plot-scale';
import { RSquared } from '../../nodes/r-squared';
import { ResidueAxis } from '../../nodes/residue-axis';
import { WaveTrace } from '../../nodes/wave-trace';
import { ease, palette, roles, sizes, strokes, tempo } from '../../theme';
import { ROWS, SUM } from './layout';
import type { Rows } from './rows';
import { type Stage, waveName } from './stage';
import { contribution, type Probe, partialR2, partialSum } from './weighted-sum';

/** The plot in which a sum grows: the wave it should become, the sum so far, its R². */
export interface SumPlot {
  readonly node: Node;
  readonly probe: Probe;
  /** How many terms are in the sum; a fraction counts the next one in part. */
  readonly count: SimpleSignal<number>;
  readonly trace: WaveTrace;
  readonly target: WaveTrace;
  readonly readings: Node;
  /** Says how the weights were found. */
  readonly origin: Node;
  readonly unit: number;
}

/** Builds the plot of a probe's sum; nothing of it is seen yet. */
export function buildSum({ root, data }: Stage, probe: Probe, unit: number): SumPlot {
  const { p, k, dModel } = data;
  const { part, terms, alpha } = probe;
  const count = createSignal(0);
  const node = createRef<Node>();
  const trace = createRef<WaveTrace>();
  const target = createRef<WaveTrace>();
  const readings = createRef<Node>();
  const origin = createRef<Node>();
  const top = -SUM.half - 130;
  root.add(
    <Node ref={node} position={SUM.at}>
      <Node ref={readings} opacity={0}>
        <ResidueAxis count={p} width={SUM.width} y={SUM.half + 26} />
        <Formula tex={waveName(part, k, p)} fontSize={48} offset={[-1, 0]} position={[-SUM.width / 2, top]} />
        <RSquared
          value={() => partialR2(probe, count())}
          fontSize={sizes.heading}
          position={[SUM.width / 2, top]}
        />
        <Digits
          text={() => `${Math.floor(count() + 1e-6)} of ${terms.length} entries added`}
          fill={palette.muted}
          fontSize={sizes.small}
          offset={[1, 0]}
          position={[SUM.width / 2, top + 58]}
        />
      </Node>
      <WaveTrace
        ref={target}
        values={probe.target}
        width={SUM.width}
        unit={unit}
        to={0}
        stroke={palette.muted}
        lineWidth={strokes.hair}
        baseline={() => readings().opacity()}
      />
      <WaveTrace
        ref={trace}
        values={() => partialSum(terms, count(), p)}
        width={SUM.width}
        unit={unit}
        to={0}
        stroke={roles[part]}
        lineWidth={strokes.line}
        baseline={0}
      />
      <Node ref={origin} y={SUM.half + 106} opacity={0}>
        <Label
          text={`Lasso, penalty α = ${alpha.toFixed(4)}: the other ${dModel - terms.length} weights are zero`}
          fill={palette.muted}
          fontSize={sizes.small}
        />
      </Node>
    </Node>,
  );
  return {
    node: node(),
    probe,
    count,
    trace: trace(),
    target: target(),
    readings: readings(),
    origin: origin(),
    unit,
  };
}

/** A weighted entry flies from its row to the plot, is turned over if its weight is negative, and joins the sum. */
function* addTerm(
  { root, data }: Stage,
  rows: Rows,
  sum: SumPlot,
  index: number,
  seconds: { readonly fly: number; readonly join: number },
): ThreadGenerator {
  const term = sum.probe.terms[index];
  const row = rows.traces[index];
  if (term === undefined || row === undefined) return;
  const flown = createSignal(0);
  const weighted = contribution(term);
  const before = partialSum(sum.probe.terms, index, data.p);
  const joined = () => sum.count() - index;
  const ghost = createRef<WaveTrace>();
  root.add(
    <WaveTrace
      ref={ghost}
      values={() => {
        const [f, j] = [flown(), joined()];
        return term.values.map((value, n) => mix(value, weighted[n] ?? 0, f) + j * (before[n] ?? 0));
      }}
      width={() => mix(ROWS.width, SUM.width, flown())}
      unit={() => mix(rows.unit, sum.unit, flown())}
      position={() => rows.at(index).lerp(new Vector2(SUM.at), flown())}
      stroke={palette.accent}
      lineWidth={strokes.line}
      baseline={0}
    />,
  );
  row.opacity(0.35);
  yield* all(flown(1, seconds.fly, ease.move), rows.used(index + 1, seconds.fly, ease.move));
  yield* sum.count(index + 1, seconds.join, ease.move);
  yield* all(
    ghost().opacity(0, Math.min(0.25, seconds.join / 2), ease.move),
    row.opacity(1, 0.25, ease.move),
    row.stroke(roles[sum.probe.part], 0.25, ease.move),
  );
  ghost().remove();
}

/** Shows the plot with the wave that the sum should become. */
export function* openSum({ data }: Stage, sum: SumPlot): ThreadGenerator {
  yield* all(
    sum.readings.opacity(1, tempo.normal, ease.enter),
    sum.target.to(data.p - 1, tempo.slow, easeInOutSine),
    sum.trace.to(data.p - 1, tempo.slow, easeInOutSine),
  );
}

/** Entry by entry the running sum becomes the wave: the first ones slowly, then faster and faster. */
export function* buildUp(stage: Stage, rows: Rows, sum: SumPlot): ThreadGenerator {
  const { caption, data } = stage;
  const { terms, r2 } = sum.probe;
  yield* waitUntil('sum');
  yield* all(
    caption.say('Add the weighted entries, one by one. The thin line is the cosine we hope for.'),
    openSum(stage, sum),
  );
  yield* waitFor(1.4);
  for (let i = 0; i < terms.length; i++) {
    const pace =
      i < 2 ? { fly: 1.3, join: 0.9 } : i < 4 ? { fly: 0.8, join: 0.6 } : { fly: 0.45, join: 0.35 };
    if (i === 2) yield* caption.say('What they share adds up. Where they differ, they cancel.');
    yield* addTerm(stage, rows, sum, i, pace);
  }
  yield* waitUntil('clean wave');
  yield* all(
    caption.say(
      `${terms.length} weights, ${data.p} values of x, and a clean cosine: R² = ${decimal(r2, 3)}.`,
    ),
    delay(0.8, sum.origin.opacity(1, tempo.normal, ease.enter)),
  );
  yield* waitFor(3);
}

import { CubicBezier, Node } from '@motion-canvas/2d';
import {
  all,
  createRef,
  createSignal,
  delay,
  easeInOutSine,
  linear,
  type SimpleSignal,
  type ThreadGenerator,
  Vector2,
  waitFor,
  waitUntil,
} from '@motion-canvas/core';
import { Label } from '../../nodes/label';
import { WaveTrace } from '../../nodes/wave-trace';
import { WeightBars } from '../../nodes/weight-bars';
import { ease, palette, roles, sizes, strokes, tempo } from '../../theme';
import type { LoneEntry } from './entry';
import { ALONE, COLUMN, ROWS, rowLayout } from './layout';
import type { Stage } from './stage';
import type { Probe } from './weighted-sum';

/** The entries of a sum, each in a row with its weight, tied to their cells in the column. */
export interface Rows {
  readonly node: Node;
  readonly traces: readonly WaveTrace[];
  readonly names: readonly Label[];
  readonly ties: readonly CubicBezier[];
  readonly bars: WeightBars;
  /** How many weights have been used. */
  readonly used: SimpleSignal<number>;
  readonly unit: number;
  /** The middle of a row's curve. */
  readonly at: (row: number) => Vector2;
}

/** Builds the rows of a probe; nothing of them is seen yet. */
export function buildRows({ root, column }: Stage, { part, terms }: Probe): Rows {
  const { pitch, unit } = rowLayout(terms);
  const used = createSignal(0);
  const bars = createRef<WeightBars>();
  const node = createRef<Node>();
  const cellY = (cell: number) => COLUMN.y + column.cellY(cell);
  const y = (row: number) => COLUMN.y + (row - (terms.length - 1) / 2) * pitch;
  const traces: WaveTrace[] = [];
  const names: Label[] = [];
  const ties: CubicBezier[] = [];
  terms.forEach(({ entry, values }, row) => {
    const edge = COLUMN.x + COLUMN.width / 2;
    ties.push(
      (
        <CubicBezier
          p0={() => [edge + 4, cellY(entry)]}
          p1={() => [(edge + ROWS.names) / 2, cellY(entry)]}
          p2={[(edge + ROWS.names) / 2, y(row)]}
          p3={[ROWS.names - 10, y(row)]}
          stroke={palette.line}
          lineWidth={strokes.hair}
          opacity={0.7}
          end={0}
        />
      ) as CubicBezier,
    );
    names.push(
      (
        <Label
          text={`entry ${entry}`}
          fontSize={sizes.small}
          fill={palette.muted}
          position={[ROWS.names, y(row)]}
          offset={[-1, 0]}
          opacity={0}
        />
      ) as Label,
    );
    traces.push(
      (
        <WaveTrace
          values={values}
          width={ROWS.width}
          unit={unit}
          to={0}
          stroke={palette.text}
          lineWidth={strokes.hair}
          baseline={() => names[row]?.opacity() ?? 0}
          position={[ROWS.curve, y(row)]}
        />
      ) as WaveTrace,
    );
  });
  const longest = Math.max(...terms.map(({ weight }) => Math.abs(weight)));
  root.add(
    <Node ref={node}>
      {ties}
      {names}
      {traces}
      <WeightBars
        ref={bars}
        position={[ROWS.zero, COLUMN.y]}
        weights={terms.map(({ weight }) => weight)}
        pitch={pitch}
        unit={ROWS.longest / longest}
        thickness={Math.min(18, 0.4 * pitch)}
        grown={0}
        used={used}
        fill={roles[part]}
        numbersAt={ROWS.numbers}
      />
    </Node>,
  );
  return {
    node: node(),
    traces,
    names,
    ties,
    bars: bars(),
    used,
    unit,
    at: (row) => new Vector2(ROWS.curve, y(row)),
  };
}

/** Draws the rows from one on, a little after each other. */
export function* drawRows({ data }: Stage, rows: Rows, from = 0, apart = 0.14): ThreadGenerator {
  const { traces, names, ties } = rows;
  yield* all(
    ...traces
      .slice(from)
      .map((trace, i) =>
        delay(
          apart * i,
          all(
            ties[from + i]?.end(1, 0.5, ease.move) ?? waitFor(0),
            names[from + i]?.opacity(1, 0.5, ease.enter) ?? waitFor(0),
            trace.to(data.p - 1, 0.9, easeInOutSine),
          ),
        ),
      ),
  );
}

/** The lone entry takes its place as the first of the few that the sum needs, and each gets its weight. */
export function* chooseEntries(stage: Stage, lone: LoneEntry, rows: Rows): ThreadGenerator {
  const { caption, data, column } = stage;
  const { terms } = data.probes.x.cos;
  const [trace] = rows.traces;
  if (trace === undefined) return;
  const [place, unit] = [rows.at(0), rows.unit];
  lone.node.remove();
  const left = [lone.counter, lone.pointer, lone.note, lone.reading, lone.comparison.node];
  stage.root.add(left);
  trace
    .position([ALONE.x, ALONE.y])
    .width(ALONE.width)
    .unit(lone.unit)
    .to(data.p - 1);
  trace.lineWidth(strokes.line).dot(5);
  column.lit(new Set(terms.map(({ entry }) => entry)));

  yield* waitUntil('a few');
  yield* all(
    caption.say(`No entry is a clean wave. But take ${terms.length} of them …`),
    ...left.map((part) => part.opacity(0, tempo.quick, ease.move)),
    column.dim(1, tempo.slow, ease.move),
    trace.position(place, tempo.slow, ease.move),
    trace.width(ROWS.width, tempo.slow, ease.move),
    trace.unit(unit, tempo.slow, ease.move),
    trace.lineWidth(strokes.hair, tempo.slow, ease.move),
    trace.dot(0, tempo.slow, ease.move),
    delay(
      0.9,
      all(rows.names[0]?.opacity(1, tempo.normal) ?? waitFor(0), rows.ties[0]?.end(1, 0.5) ?? waitFor(0)),
    ),
    delay(1.2, drawRows(stage, rows, 1)),
  );
  for (const part of left) part.remove();
  yield* waitFor(0.6);
  yield* waitUntil('weights');
  yield* all(
    caption.say('… and give each a weight. A bar to the left is a negative weight: it turns its entry over.'),
    rows.bars.grown(terms.length, 0.16 * terms.length, linear),
  );
  yield* waitFor(1.4);
}

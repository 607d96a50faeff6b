import { Circle, Line, Node, Rect } from '@motion-canvas/2d';
import {
  all,
  createRef,
  createSignal,
  delay,
  easeInOutSine,
  type SimpleSignal,
  type ThreadGenerator,
  waitFor,
  waitUntil,
} from '@motion-canvas/core';
import { ColorBar } from '../../nodes/color-bar';
import { Formula } from '../../nodes/formula';
import { Digits, Label } from '../../nodes/label';
import { decimal } from '../../nodes/number-format';
import { RSquared } from '../../nodes/r-squared';
import { ResidueAxis } from '../../nodes/residue-axis';
import { roundTicks } from '../../nodes/wave-geometry';
import { WaveTrace } from '../../nodes/wave-trace';
import { diverging, ease, palette, roles, sizes, strokes, tempo } from '../../theme';
import { buildComparison, type Comparison } from './comparison';
import { ALONE, COLUMN } from './layout';
import { type Stage, waveName } from './stage';
import { embeddingRange, nearestWave, reach } from './weighted-sum';

/** One entry of the embedding, drawn alone over x. */
export interface LoneEntry {
  readonly node: Node;
  readonly x: SimpleSignal<number>;
  readonly trace: WaveTrace;
  readonly unit: number;
  readonly head: SimpleSignal<number>;
  readonly counter: Node;
  readonly number: Digits;
  /** What the colours of the column stand for. */
  readonly legend: Node;
  /** What is left behind when the curve takes its place among others. */
  readonly pointer: Node;
  readonly reading: Node;
  readonly note: Node;
  readonly wave: WaveTrace;
  /** How well the nearest clean wave explains it. */
  readonly r2: number;
  /** The tie from its cell to its curve. */
  readonly tie: Line;
  /** How well every entry does. */
  readonly comparison: Comparison;
}

/** Builds the entry with the largest weight; nothing of it is seen yet. */
export function buildEntry(
  { root, data, column }: Pick<Stage, 'root' | 'data' | 'column'>,
  x: SimpleSignal<number>,
): LoneEntry {
  const { p, k, dModel, embedding, probes } = data;
  const { target, terms } = probes.x.cos;
  const [first] = terms;
  if (first === undefined) throw new RangeError('a probe without weights reads nothing');
  const near = nearestWave(first, target);
  const unit = ALONE.half / reach([first.values]);
  const trace = createRef<WaveTrace>();
  const wave = createRef<WaveTrace>();
  const node = createRef<Node>();
  const number = createRef<Digits>();
  const legend = createRef<Node>();
  const range = embeddingRange(embedding);
  const pointer = createRef<Node>();
  const reading = createRef<Node>();
  const note = createRef<Node>();
  const counter = createRef<Node>();
  const tie = createRef<Line>();
  const comparison = buildComparison({ data, column });
  const head = createSignal(0);
  const cell = () => COLUMN.y + column.cellY(first.entry);
  const left = ALONE.x - ALONE.width / 2;
  root.add(
    <Node ref={node}>
      <Node ref={counter} y={COLUMN.y - COLUMN.height / 2 - 44} opacity={0}>
        <Digits ref={number} text={() => `x = ${Math.round(x())}`} fill={roles.x} fontSize={sizes.heading} />
      </Node>
      <Node ref={legend} opacity={0}>
        <ColorBar
          x={150}
          y={COLUMN.y}
          height={300}
          width={24}
          colors={diverging}
          range={range}
          ticks={roundTicks(range[0], range[1], 4).map((value) => ({ value, label: decimal(value, 1) }))}
        />
        <Label
          text={`${dModel} numbers`}
          fill={palette.muted}
          offset={[-1, 0]}
          position={[132, COLUMN.y - 200]}
        />
      </Node>
      <Node ref={pointer} opacity={0}>
        <Rect
          position={() => [COLUMN.x, cell()]}
          size={() => [COLUMN.width + 12, column.pitch() + 8]}
          stroke={palette.accent}
          lineWidth={strokes.line}
          radius={3}
        />
        <Line
          ref={tie}
          points={() => [
            [COLUMN.x + COLUMN.width / 2 + 6, cell()],
            [left - 90, cell()],
            [left - 30, ALONE.y],
          ]}
          radius={40}
          stroke={palette.accent}
          lineWidth={strokes.hair}
        />
        <Label
          text={`entry ${first.entry} of the embedding`}
          position={[left, ALONE.y - ALONE.half - 60]}
          offset={[-1, 0]}
        />
      </Node>
      <Node ref={reading} opacity={0}>
        <ResidueAxis count={p} width={ALONE.width} position={[ALONE.x, ALONE.y + ALONE.half + 34]} />
        <Label
          text={'x'}
          fill={roles.x}
          position={[ALONE.x + ALONE.width / 2 + 54, ALONE.y + ALONE.half + 60]}
        />
      </Node>
      <Node position={[ALONE.x, ALONE.y]}>
        <WaveTrace
          ref={wave}
          values={target.map((value) => near.scale * value)}
          width={ALONE.width}
          unit={unit}
          to={0}
          stroke={roles.cos}
          lineWidth={strokes.line}
          baseline={0}
        />
        <WaveTrace
          ref={trace}
          values={first.values}
          width={ALONE.width}
          unit={unit}
          to={-1}
          stroke={palette.text}
          lineWidth={strokes.line}
          dot={5}
          baseline={() => reading().opacity()}
        />
        <Circle size={24} fill={palette.accent} opacity={head} position={() => trace().pointAt(x())} />
      </Node>
      <Node ref={note} position={[ALONE.x + ALONE.width / 2, ALONE.y - ALONE.half - 60]} opacity={0}>
        <Formula tex={waveName('cos', k, p)} fontSize={44} offset={[1, 0]} x={-240} />
        <RSquared value={near.r2} />
      </Node>
      {comparison.node}
    </Node>,
  );

  return {
    node: node(),
    x,
    trace: trace(),
    unit,
    head,
    counter: counter(),
    number: number(),
    legend: legend(),
    pointer: pointer(),
    reading: reading(),
    note: note(),
    wave: wave(),
    r2: near.r2,
    tie: tie(),
    comparison,
  };
}

/** One entry of the embedding is followed while x counts up: no clean wave, and no other entry is one either. */
export function* entry({ caption, data, column }: Stage, lone: LoneEntry): ThreadGenerator {
  const { p, dModel } = data;
  const { x, trace, head, counter, number, legend, pointer, reading, note, wave, r2, tie, comparison } = lone;
  yield* waitFor(0.3);
  yield* all(
    column.opacity(1, tempo.normal, ease.enter),
    counter.opacity(1, tempo.normal, ease.enter),
    legend.opacity(1, tempo.normal, ease.enter),
    caption.say(`Inside the network, every number x is a list of ${dModel} numbers: its embedding.`),
  );
  yield* delay(0.8, x(Math.min(12, p - 1), 3, easeInOutSine));
  yield* waitFor(0.4);
  yield* waitUntil('entry');
  yield* all(
    caption.say('Follow one entry of the list while x counts up.'),
    legend.opacity(0, tempo.quick, ease.move),
    column.x(COLUMN.x, tempo.slow, ease.move),
    column.width(COLUMN.width, tempo.slow, ease.move),
    counter.x(COLUMN.x - COLUMN.width / 2, tempo.slow, ease.move),
    number.offset([-1, 0], tempo.slow, ease.move),
    number.fontSize(sizes.body, tempo.slow, ease.move),
    x(0, tempo.slow, ease.move),
    delay(1.2, pointer.opacity(1, tempo.normal, ease.enter)),
    delay(1.2, reading.opacity(1, tempo.normal, ease.enter)),
    delay(1.6, head(1, tempo.normal, ease.enter)),
  );
  trace.to(() => x());
  yield* x(p - 1, 6, easeInOutSine);
  trace.to(p - 1);
  yield* head(0, tempo.quick, ease.move);
  yield* waitUntil('jagged');
  yield* all(
    caption.say(`It is jagged. The nearest clean wave explains only a part of it: R² = ${decimal(r2, 3)}.`),
    wave.to(p - 1, tempo.slow, easeInOutSine),
    delay(0.6, note.opacity(1, tempo.normal, ease.enter)),
  );
  yield* waitFor(2.4);
  yield* waitUntil('no entry');
  yield* all(
    caption.say(
      `R² = 1 would be a perfect match. The best of all ${dModel} entries reaches ${decimal(comparison.best, 3)}.`,
    ),
    tie.opacity(0, tempo.normal, ease.move),
    delay(0.6, comparison.grow()),
  );
  yield* waitFor(2);
}

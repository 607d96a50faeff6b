import { makeScene2D, Node } from '@motion-canvas/2d';
import {
  all,
  createRef,
  createSignal,
  delay,
  linear,
  sequence,
  waitFor,
  waitUntil,
} from '@motion-canvas/core';
import { Caption } from '../nodes/caption';
import { CellVector } from '../nodes/cell-vector';
import { Digits, Label } from '../nodes/label';
import { LoopScatter } from '../nodes/loop-scatter';
import { groupDigits, percent } from '../nodes/number-format';
import { WaveTrace } from '../nodes/wave-trace';
import { ease, frequencyColor, glow, palette, roles, sizes, tempo } from '../theme';
import { beginChapter, endChapter, loaded } from './chapter';
import { loadClues, rowAt } from './clues/load';
import { walk } from './clues/walk';

/** Rows of waves: their first middle, from one to the next, and how far a wave may reach. */
const ROWS = { top: -404, pitch: 124, reach: 50 } as const;
/** The square grid of neuron against neuron. */
const GRID = { x: -430, y: -46, pitch: 120, reach: 53 } as const;
/** The square of one pair, and the middles of its two waves, which grow while they stand beside it. */
const SQUARE = { x: 520, y: -40, reach: 330 } as const;
const PAIR = { tops: [-190, 110], grown: 2.3 } as const;

/** How often the loop is run through. */
function loopSentence(frequency: number): string {
  return frequency === 1
    ? 'Two waves close to a loop: from dark to bright, y runs round it once.'
    : `Two waves close to a loop: while y takes each value once, it is run round ${frequency} times.`;
}

/** Neurons are waves: one row through the network, two waves that close to a loop, and the loops dissolving. */
export default makeScene2D(function* (view) {
  view.fill(palette.background);
  const run = yield* beginChapter();
  const data = yield* loaded(loadClues(run));
  const { p, followed, pair, steps } = data;
  const last = steps.length - 1;
  const y = createSignal(-1);
  const moment = createSignal(last);
  const lines = followed.map((neuron, n) => ({
    ...neuron,
    row: createSignal(() => rowAt(neuron, moment())),
    color: frequencyColor(neuron.rank),
    y: createSignal(ROWS.top + n * ROWS.pitch),
    home: ROWS.top + n * ROWS.pitch,
    trace: createRef<WaveTrace>(),
    cell: createRef<CellVector>(),
    name: createRef<Label>(),
  }));
  const namesX = createSignal(-330);
  const wavesX = createSignal(330);
  const wavesWidth = createSignal(1000);
  const grown = createSignal(1);
  const drawn = createSignal(-1);
  /** Whether waves are on the scale of the whole training; it changes only while none is seen. */
  const throughout = createSignal(false);
  const input = createRef<CellVector>();
  const left = createRef<Node>();
  const caption = createRef<Caption>();
  const now = () => Math.max(0, Math.min(p - 1, Math.round(y())));
  view.add(
    <>
      <Node ref={left} opacity={0}>
        <Digits text={'x = 0'} position={[-820, -470]} fill={roles.x} />
        <Digits text={() => `y = ${String(now()).padStart(3)}`} position={[-620, -470]} fill={roles.y} />
        <CellVector
          ref={input}
          position={[-740, -32]}
          slots={Array.from({ length: p + 1 }, (_, i) => i)}
          values={() => Array.from({ length: p + 1 }, (_, i) => (y() >= 0 && i === now() ? 1 : 0))}
          range={[0, 1]}
          colors={glow}
          pitch={790 / (p + 1)}
          across={46}
        />
      </Node>
      {lines.map(({ neuron, most, mostAtEnd, row, color, y: middle, trace, cell, name }) => (
        <Node>
          <Label
            ref={name}
            text={`neuron ${neuron}`}
            position={() => [namesX(), middle()]}
            offset={[1, 0]}
            fill={color}
            fontSize={sizes.small}
            opacity={0}
          />
          <CellVector
            ref={cell}
            position={() => [-270, middle()]}
            slots={[0]}
            values={() => [y() < 0 ? 0 : (row()[now()] ?? 0)]}
            range={[-mostAtEnd, mostAtEnd]}
            pitch={62}
            across={62}
            opacity={0}
          />
          <WaveTrace
            ref={trace}
            position={() => [wavesX(), middle()]}
            values={row}
            width={wavesWidth}
            unit={() => (grown() * ROWS.reach) / (throughout() ? most : mostAtEnd)}
            to={drawn}
            stroke={color}
            dot={3.5}
            opacity={0}
          />
        </Node>
      ))}
      <Caption ref={caption} />
    </>,
  );
  yield* waitUntil('row');
  yield* all(
    caption().say(`Hold x at 0. These are ${followed.length} of the ${data.neurons} neurons.`),
    left().opacity(1, tempo.normal, ease.enter),
    delay(0.5, sequence(0.12, ...lines.map(({ name }) => name().opacity(1, tempo.normal, ease.enter)))),
    delay(0.5, sequence(0.12, ...lines.map(({ cell }) => cell().opacity(1, tempo.normal, ease.enter)))),
  );
  yield* waitFor(1.2);
  yield* waitUntil('sweep');
  for (const { trace } of lines) trace().opacity(1);
  drawn(() => y());
  yield* all(
    caption().say(`Let y run from 0 to ${p - 1}, and watch each neuron, measured from its mean.`),
    delay(0.6, y(p - 1, 11, linear)),
  );
  yield* waitFor(0.8);
  yield* caption().say('Each of them draws a wave. Nobody asked for waves.');
  yield* waitFor(2.6);
  yield* caption().say('Neurons of one colour rise and fall equally often, only shifted.');
  yield* waitFor(2.8);

  // Two waves become one loop.
  const [a, b] = pair;
  const [first, second] = [lines[a], lines[b]];
  if (first === undefined || second === undefined) throw new RangeError('the pair is not among the neurons');
  const others = lines.filter((line) => line !== first && line !== second);
  const loop = createRef<LoopScatter>();
  const axes = createRef<Node>();
  yield* waitUntil('pair');
  drawn(p - 1);
  yield* all(
    caption().say('Take two of one colour.'),
    left().opacity(0, tempo.normal, ease.move),
    ...lines.map(({ cell }) => cell().opacity(0, tempo.normal, ease.move)),
    ...others.flatMap(({ trace, name }) => [
      trace().opacity(0, tempo.normal, ease.move),
      name().opacity(0, tempo.normal, ease.move),
    ]),
    delay(0.6, wavesX(-390, tempo.slow, ease.move)),
    delay(0.6, wavesWidth(690, tempo.slow, ease.move)),
    delay(0.6, namesX(-760, tempo.slow, ease.move)),
    delay(0.6, grown(PAIR.grown, tempo.slow, ease.move)),
    ...[first, second].map(({ y: middle }, i) =>
      delay(0.6, middle(PAIR.tops[i] ?? 0, tempo.slow, ease.move)),
    ),
  );
  const startOf =
    (trace: WaveTrace) =>
    (n: number): [number, number] => {
      const { x, y: height } = trace.pointAt(n);
      return [x - SQUARE.x, height - SQUARE.y];
    };
  view.add(
    <>
      <LoopScatter
        ref={loop}
        position={[SQUARE.x, SQUARE.y]}
        across={first.row}
        upward={second.row}
        unitX={(0.88 * SQUARE.reach) / first.mostAtEnd}
        unitY={(0.88 * SQUARE.reach) / second.mostAtEnd}
        reach={SQUARE.reach}
        dot={6}
        from={[startOf(first.trace()), startOf(second.trace())]}
        merged={0}
        opacity={0}
      />
      <Node ref={axes} opacity={0}>
        <Label
          text={`neuron ${first.neuron} →`}
          position={[SQUARE.x, SQUARE.y + SQUARE.reach + 34]}
          fill={first.color}
        />
        <Label
          text={`neuron ${second.neuron} →`}
          position={[SQUARE.x - SQUARE.reach - 34, SQUARE.y]}
          rotation={-90}
          fill={second.color}
        />
      </Node>
    </>,
  );
  yield* all(
    caption().say('One value says how far right, the other how far up: a dot for each y.'),
    loop().opacity(1, tempo.normal, ease.enter),
    axes().opacity(1, tempo.normal, ease.enter),
  );
  yield* waitFor(0.8);
  yield* waitUntil('merge');
  yield* loop().merged(1, 4, ease.move);
  yield* waitFor(0.8);
  yield* caption().say(loopSentence(first.frequency));
  yield* waitFor(1.4);
  yield* waitUntil('walk');
  const along = createSignal(0);
  const walker = createRef<Node>();
  view.add(
    walk({
      ref: walker,
      waves: [first, second],
      loop,
      along,
      label: { text: () => `y = ${String(Math.round(along())).padStart(3)}`, position: [-390, -400] },
    }),
  );
  yield* walker().opacity(1, tempo.normal, ease.enter);
  yield* waitFor(0.6);
  yield* along(p - 1, 12, linear);
  yield* waitFor(1.2);

  // Every neuron against every other.
  const grid = createRef<Node>();
  const clouds = lines.flatMap((down, i) =>
    lines.map((right, j) => (
      <LoopScatter
        position={[GRID.x + (j - 3) * GRID.pitch, GRID.y + (i - 3) * GRID.pitch]}
        across={right.row}
        upward={down.row}
        unitX={(0.88 * GRID.reach) / right.most}
        unitY={(0.88 * GRID.reach) / down.most}
        reach={GRID.reach}
        dot={1.9}
        colors={right.frequency === down.frequency ? down.color : palette.muted}
        opacity={0}
      />
    )),
  ) as LoopScatter[];
  yield* waitUntil('grid');
  view.add(<Node ref={grid}>{clouds}</Node>);
  const around = followed.flatMap((_, i) =>
    followed.map((__, j) => Math.max(Math.abs(i - b), Math.abs(j - a))),
  );
  yield* all(
    caption().say('Now every neuron against every other.'),
    axes().opacity(0, tempo.quick, ease.move),
    walker().opacity(0, tempo.quick, ease.move),
    ...[first, second].flatMap(({ trace, name }) => [
      trace().opacity(0, tempo.normal, ease.move),
      name().opacity(0, tempo.normal, ease.move),
    ]),
    loop().position([GRID.x + (a - 3) * GRID.pitch, GRID.y + (b - 3) * GRID.pitch], 2.2, ease.move),
    loop().scale((GRID.reach / SQUARE.reach) * (first.mostAtEnd / first.most), 2.2, ease.move),
    ...clouds.map((cloud, n) =>
      delay(1.8 + 0.18 * (around[n] ?? 0), cloud.opacity(1, tempo.normal, ease.enter)),
    ),
  );
  throughout(true);
  grown(1);
  for (const line of lines) line.y(line.home);
  wavesX(560);
  wavesWidth(640);
  yield* all(
    loop().opacity(0, tempo.quick),
    ...lines.map(({ trace }) => trace().opacity(1, tempo.normal, ease.enter)),
  );
  loop().remove();
  walker().remove();
  yield* waitFor(1.2);
  yield* waitUntil('diagonal');
  const meets = clouds.filter((_, n) => Math.floor(n / lines.length) !== n % lines.length);
  yield* all(
    caption().say('On the diagonal each neuron meets itself: a straight line.'),
    ...meets.map((cloud) => cloud.opacity(0.15, tempo.normal, ease.move)),
  );
  yield* waitFor(2.4);
  yield* waitUntil('rhythms');
  yield* all(...meets.map((cloud) => cloud.opacity(1, tempo.normal, ease.move)));
  yield* caption().say('The same rhythm: loops. Different rhythms: woven patterns.');
  yield* waitFor(3);

  // Training runs backwards.
  const counter = createRef<Node>();
  const at = () => Math.round(moment());
  view.add(
    <Node ref={counter} opacity={0}>
      <Digits text={() => `step ${groupDigits(steps[at()] ?? 0)}`} position={[240, -500]} offset={[-1, 0]} />
      <Digits
        text={() => `test ${percent(data.accuracy[at()] ?? 0, 0)}`}
        position={[880, -500]}
        offset={[1, 0]}
        fill={roles.test}
      />
    </Node>,
  );
  yield* waitUntil('backwards');
  yield* all(
    caption().say('Now let the training run backwards, on the same scale.'),
    counter().opacity(1, tempo.normal, ease.enter),
  );
  yield* waitFor(0.8);
  yield* moment(0, 15, linear);
  yield* caption().say('The loops dissolve: at the start, there were no waves.');
  yield* waitFor(2.4);
  yield* waitUntil('forwards');
  yield* all(caption().say('Training draws them. What are they for?'), delay(0.5, moment(last, 6, linear)));
  yield* waitFor(2.4);
  yield* all(caption().say(''), endChapter());
});

import { Node } from '@motion-canvas/2d';
import { all, createRef, createSignal, delay, linear, waitFor, waitUntil } from '@motion-canvas/core';
import { Label } from '../../nodes/label';
import { LoopScatter } from '../../nodes/loop-scatter';
import type { WaveTrace } from '../../nodes/wave-trace';
import { ease, tempo } from '../../theme';
import type { Yielded } from '../chapter';
import type { Cast, WaveLine } from './cast';
import { walk } from './walk';

/** The square of one pair, and the middles of its two waves, which grow while they stand beside it. */
const SQUARE = { x: 520, y: -40, reach: 330 } as const;
const PAIR = { tops: [-190, 110], grown: 2.3 } as const;

/** A pair of neurons with its loop in a square. */
export interface Pair {
  readonly first: WaveLine;
  readonly second: WaveLine;
  readonly loop: LoopScatter;
  /** Half the side of the square that the loop was made for. */
  readonly reach: number;
  /** What stands around the loop: the names of the axes, and the value of y that was walked along. */
  readonly around: readonly Node[];
}

/** How often the loop is run through. */
function loopSentence(frequency: number): string {
  return frequency === 1
    ? 'Two waves close to a loop: from dark to bright, y runs round it once.'
    : `Two waves close to a loop: while y takes each value once, it is run round ${frequency} times.`;
}

/** Two waves become one loop, and one value of y after the other walks along all three. */
export function* twoWaves(cast: Cast): Generator<Yielded, Pair, unknown> {
  const { data, view, caption, lines, left, namesX, wavesX, wavesWidth, grown, drawn } = cast;
  const { p } = data;
  const [first, second] = data.pair.map((n) => lines[n]);
  if (first === undefined || second === undefined) throw new RangeError('the pair is not among the neurons');
  const others = lines.filter((line) => line !== first && line !== second);
  const loop = createRef<LoopScatter>();
  const axes = createRef<Node>();
  yield* waitUntil('pair');
  drawn(p - 1);
  yield* all(
    caption.say('Take two of one colour.'),
    left.opacity(0, tempo.normal, ease.move),
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
    caption.say('One value says how far right, the other how far up: a dot for each y.'),
    loop().opacity(1, tempo.normal, ease.enter),
    axes().opacity(1, tempo.normal, ease.enter),
  );
  yield* waitFor(0.8);
  yield* waitUntil('merge');
  yield* loop().merged(1, 4, ease.move);
  yield* waitFor(0.8);
  yield* caption.say(loopSentence(first.frequency));
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
  return { first, second, loop: loop(), reach: SQUARE.reach, around: [axes(), walker()] };
}

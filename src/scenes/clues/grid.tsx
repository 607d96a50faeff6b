import { Node } from '@motion-canvas/2d';
import { all, delay, type ThreadGenerator, waitFor, waitUntil } from '@motion-canvas/core';
import { LoopScatter } from '../../nodes/loop-scatter';
import { ease, palette, tempo } from '../../theme';
import type { Cast } from './cast';
import type { Pair } from './pair';

/** The square grid of neuron against neuron. */
const GRID = { x: -430, y: -46, pitch: 120, reach: 53 } as const;

/** Every neuron against every other: the loop of the pair goes to its place among them. */
export function* grid(cast: Cast, pair: Pair): ThreadGenerator {
  const { data, view, caption, lines, wavesX, wavesWidth, grown, throughout } = cast;
  const { first, second, loop, reach, around } = pair;
  const [a, b] = data.pair;
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
  view.add(<Node>{clouds}</Node>);
  const rings = lines.flatMap((_, i) => lines.map((__, j) => Math.max(Math.abs(i - b), Math.abs(j - a))));
  yield* all(
    caption.say('Now every neuron against every other.'),
    ...around.map((node) => node.opacity(0, tempo.quick, ease.move)),
    ...[first, second].flatMap(({ trace, name }) => [
      trace().opacity(0, tempo.normal, ease.move),
      name().opacity(0, tempo.normal, ease.move),
    ]),
    loop.position([GRID.x + (a - 3) * GRID.pitch, GRID.y + (b - 3) * GRID.pitch], 2.2, ease.move),
    loop.scale((GRID.reach / reach) * (first.mostAtEnd / first.most), 2.2, ease.move),
    ...clouds.map((cloud, n) =>
      delay(1.8 + 0.18 * (rings[n] ?? 0), cloud.opacity(1, tempo.normal, ease.enter)),
    ),
  );
  throughout(true);
  grown(1);
  for (const line of lines) line.y(line.home);
  wavesX(560);
  wavesWidth(640);
  yield* all(
    loop.opacity(0, tempo.quick),
    ...lines.map(({ trace }) => trace().opacity(1, tempo.normal, ease.enter)),
  );
  loop.remove();
  for (const node of around) node.remove();
  yield* waitFor(1.2);
  yield* waitUntil('diagonal');
  const meets = clouds.filter((_, n) => Math.floor(n / lines.length) !== n % lines.length);
  yield* all(
    caption.say('On the diagonal each neuron meets itself: a straight line.'),
    ...meets.map((cloud) => cloud.opacity(0.15, tempo.normal, ease.move)),
  );
  yield* waitFor(2.4);
  yield* waitUntil('rhythms');
  yield* all(...meets.map((cloud) => cloud.opacity(1, tempo.normal, ease.move)));
  yield* caption.say('The same rhythm: loops. Different rhythms: woven patterns.');
  yield* waitFor(3);
}

import { Node } from '@motion-canvas/2d';
import {
  all,
  createRef,
  createSignal,
  delay,
  type ThreadGenerator,
  waitFor,
  waitUntil,
} from '@motion-canvas/core';
import { Label } from '../../nodes/label';
import { groupDigits } from '../../nodes/number-format';
import { ease, palette, roles, sizes, tempo } from '../../theme';
import { type Board, CLOSE, cellRing, overview, WHOLE } from './board';
import type { Stage } from './stage';

/** The part of the train pairs that still glow because they have just been lit. */
const FRESH = 0.05;

/** A zoom until single sums can be read. */
export function* closeLook({ root, caption, data }: Stage, board: Board): ThreadGenerator {
  const { p, example } = data;
  const { x, y, answer } = example;
  const ring = cellRing(board.table, x, y);
  root.add(ring);
  yield* waitUntil('close');
  yield* all(caption.say('Come closer: every cell is one sum.'), comeClose(board, x, y));
  yield* all(
    caption.say(
      x + y >= p ? `${x} + ${y} is ${x + y}; less ${p}, that is ${answer}.` : `${x} + ${y} is ${answer}.`,
    ),
    ring.opacity(1, tempo.normal, ease.enter),
  );
  yield* waitFor(2.8);
  ring.remove();
}

/** The pairs of the run's own split light up one after the other; the rest stays dark. */
export function* split({ root, caption, data }: Stage, board: Board): ThreadGenerator {
  const { p, trainPairs, testPairs, turn } = data;
  const pairs = p * p;
  const shown = createSignal(0);
  const [counter, rest] = [createRef<Node>(), createRef<Node>()];
  const fresh = FRESH * trainPairs;
  board.lit(() => {
    const count = shown();
    return (x: number, y: number) => {
      const since = count - (turn[x * p + y] ?? 0);
      return since <= 0 ? 0 : 1 + Math.max(0, 1 - since / fresh) * (count < trainPairs ? 1 : 0);
    };
  });
  const share = () => `${((100 * Math.floor(shown())) / pairs).toFixed(1)}\u00a0%`;
  root.add(
    <>
      <Node ref={counter} position={[560, -190]} opacity={0}>
        <Label text={() => groupDigits(shown())} fill={roles.train} fontSize={sizes.title} />
        <Label text={`of ${groupDigits(pairs)} sums`} y={74} />
        <Label text={share} fill={roles.train} fontSize={sizes.heading} y={150} />
        <Label text={'shown to the network'} fill={palette.muted} y={206} />
      </Node>
      <Node ref={rest} position={[560, 130]} opacity={0}>
        <Label text={groupDigits(testPairs)} fill={roles.test} fontSize={sizes.title} />
        <Label text={'never shown'} fill={palette.muted} y={70} />
      </Node>
    </>,
  );

  yield* waitUntil('split');
  const { cell, focus } = overview(p);
  const side = p * cell;
  yield* all(
    caption.say('Which of these sums may the network see?'),
    board.table.look({ cell, focus }, 2.4),
    board.table.width(side, 2.4, ease.glide),
    board.table.height(side, 2.4, ease.glide),
    board.table.position(WHOLE.place, 2.4, ease.glide),
    delay(1.6, board.names.opacity(1, tempo.normal, ease.enter)),
    delay(1.8, board.dark(1, tempo.slow, ease.move)),
  );
  yield* all(
    caption.say('Only these, drawn at random.'),
    counter().opacity(1, tempo.normal, ease.enter),
    delay(0.6, shown(trainPairs, 5.4, ease.glide)),
  );
  yield* waitFor(1.4);
  yield* waitUntil('rest');
  yield* all(caption.say('The rest stay dark.'), rest().opacity(1, tempo.normal, ease.enter));
  yield* waitFor(2);
  yield* all(counter().opacity(0, tempo.normal, ease.move), rest().opacity(0, tempo.normal, ease.move));
  counter().remove();
  rest().remove();
}

/** Back to the cell that was read before: it is one of the dark ones. */
export function* question({ root, caption, data }: Stage, board: Board): ThreadGenerator {
  const { x, y } = data.example;
  const ring = cellRing(board.table, x, y);
  root.add(ring);
  yield* waitUntil('question');
  yield* all(
    caption.say(`${x} + ${y} is not among those it sees.`),
    comeClose(board, x, y),
    delay(1.6, board.table.asking(1, tempo.slow, ease.move)),
    delay(2.4, ring.opacity(1, tempo.normal, ease.enter)),
  );
  yield* waitFor(1.6);
  yield* caption.say('Can it fill in the dark ones?');
  yield* waitFor(3);
}

/** Zooms on a cell while the window grows to the size of the frame. */
function* comeClose({ table, names, legend }: Board, x: number, y: number): ThreadGenerator {
  yield* all(
    legend.opacity(0, tempo.normal, ease.move),
    names.opacity(0, tempo.normal, ease.move),
    table.look({ cell: CLOSE.cell, focus: [x, y] }, 3.2),
    table.width(CLOSE.width, 3.2, ease.glide),
    table.height(CLOSE.height, 3.2, ease.glide),
    table.position(CLOSE.place, 3.2, ease.glide),
  );
}

import {
  all,
  delay,
  linear,
  type Reference,
  type ThreadGenerator,
  waitFor,
  waitUntil,
} from '@motion-canvas/core';
import type { NumberLine } from '../../nodes/number-line';
import { ease, tempo } from '../../theme';
import { type Board, LEGEND } from './board';
import type { Stage } from './stage';

/** Every place of the clock gets its colour, the clock steps aside, and the table fills with the colours of the sums. */
export function* fillTable(
  { root, caption, data }: Stage,
  clock: Reference<NumberLine>,
  board: Board,
): ThreadGenerator {
  const { p, answers, example } = data;
  const { table, ring, legend, x, y } = board;
  root.add(board.node);
  board.node.moveToBottom();

  yield* waitUntil('colours');
  yield* all(
    caption.say('Give every place on the clock a colour. Neighbours look alike, all the way round.'),
    clock().labels(0, tempo.normal, ease.move),
    delay(0.6, ring.drawn(p, 2.6, ease.glide)),
    delay(0.6, ring.labels(1, tempo.slow, ease.enter)),
    delay(1.6, clock().opacity(0, tempo.slow, ease.move)),
  );
  clock().remove();
  yield* waitFor(0.8);

  yield* waitUntil('table');
  yield* all(
    caption.say('Now a table of all sums: x to the right, y up, in the colour of the answer.'),
    legend.position(LEGEND.place, tempo.slow, ease.move),
    ring.radius(LEGEND.radius, tempo.slow, ease.move),
    delay(1, board.names.opacity(1, tempo.normal, ease.enter)),
    delay(1, table.rulers(1, tempo.normal, ease.enter)),
    delay(1.2, board.reach(1, tempo.normal, ease.enter)),
    delay(1.2, board.reading.opacity(1, tempo.normal, ease.enter)),
  );
  const fillRow = (row: number, seconds: number) =>
    all(table.filled(row + 1, seconds, linear), x(p - 1, seconds, linear));
  yield* fillRow(0, 3);
  yield* waitFor(0.3);
  yield* all(
    caption.say('One row up, everything has moved on by one.'),
    x(0, tempo.normal, ease.move),
    y(1, tempo.normal, ease.move),
  );
  yield* fillRow(1, 2);

  yield* waitUntil('fill');
  yield* all(
    board.reading.opacity(0, tempo.normal, ease.move),
    board.reach(0, tempo.normal, ease.move),
    table.filled(p, 5, ease.glide),
    delay(1, caption.say('Row by row, the colours become bands.')),
  );
  yield* waitFor(1);

  yield* waitUntil('band');
  board.lit(() => (column: number, row: number) => (answers[column * p + row] === example.answer ? 1 : 0));
  yield* all(
    caption.say(
      `One answer, ${example.answer}: a diagonal that leaves at one edge and comes in at the other.`,
    ),
    board.dark(0.9, tempo.normal, ease.move),
  );
  yield* waitFor(2.6);
  yield* board.dark(0, tempo.normal, ease.move);
}

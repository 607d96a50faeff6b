import { makeScene2D, Node } from '@motion-canvas/2d';
import { all, createRef } from '@motion-canvas/core';
import { Caption } from '../nodes/caption';
import type { NumberLine } from '../nodes/number-line';
import { ease, palette, tempo } from '../theme';
import { beginChapter, endChapter } from './chapter';
import { addOnClock } from './modular-addition/adding';
import { buildBoard } from './modular-addition/board';
import { clockOfP } from './modular-addition/clock-of-p';
import { loadTable, SMALL } from './modular-addition/load';
import { smallClock } from './modular-addition/small-clock';
import { closeLook, question, split } from './modular-addition/split';
import { fillTable } from './modular-addition/table';

/**
 * Addition that wraps: the number line winds up into a clock of five, then of p; all sums fill a table in bands of
 * colour; the pairs of the run's own split light up, the rest stay dark.
 */
export default makeScene2D(function* (view) {
  view.fill(palette.background);
  const run = yield* beginChapter();
  const data = loadTable(run);
  const root = createRef<Node>();
  const caption = createRef<Caption>();
  view.add(
    <>
      <Node ref={root} />
      <Caption ref={caption} />
    </>,
  );
  const stage = { root: root(), caption: caption(), data };
  const { p, example } = data;

  const small = createRef<NumberLine>();
  yield* smallClock(stage, small);
  yield* addOnClock(
    stage,
    SMALL,
    {
      first: `A hand for ${SMALL.x}, and a hand for ${SMALL.y}.`,
      second: `To add ${SMALL.y}, turn on from ${SMALL.x}.`,
      wrap: `The hand passes 0 and stops at ${SMALL.answer}.`,
      result: `A sum that wraps, as the hours of the day do: addition modulo ${SMALL.modulus}.`,
    },
    'small',
  );
  yield* small().opacity(0, tempo.normal, ease.move);
  yield* all(...stage.root.children().map((node) => node.opacity(0, tempo.normal, ease.move)));
  stage.root.removeChildren();

  const clock = createRef<NumberLine>();
  yield* clockOfP(stage, clock);
  yield* addOnClock(
    stage,
    example,
    {
      first: `Here are ${example.x} and ${example.y}.`,
      second: `Turn on from ${example.x}, by ${example.y} steps …`,
      wrap:
        example.x + example.y >= p
          ? `… past the end, and on to ${example.answer}.`
          : `… to ${example.answer}.`,
      result: 'This is the sum that the network has to learn.',
    },
    'large',
    0.75,
  );
  const board = buildBoard(data);
  yield* fillTable(stage, clock, board);
  yield* closeLook(stage, board);
  yield* split(stage, board);
  yield* question(stage, board);
  yield* endChapter();
});

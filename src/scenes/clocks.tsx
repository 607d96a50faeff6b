import { makeScene2D, Node } from '@motion-canvas/2d';
import { all, createRef, waitFor } from '@motion-canvas/core';
import { InputError } from '../errors';
import { Caption } from '../nodes/caption';
import { ease, palette } from '../theme';
import { beginChapter, loaded } from './chapter';
import { adding } from './clocks/adding';
import { cosines } from './clocks/cosines';
import { addVotes, compare } from './clocks/counting';
import { buildKeyClocks } from './clocks/key-clocks';
import { loadClocks } from './clocks/load';
import { buildMainClock } from './clocks/main-clock';
import { READOUT_UNIT, readouts } from './clocks/readouts';
import { addition, ballot, chooseExample } from './clocks/story';
import { turning } from './clocks/turning';
import { castVotes, turnAll } from './clocks/voting';

/**
 * The network adds angles: two readouts make a clock, the hands of x and y add and wrap, one clock for each key
 * frequency votes for every answer, and the votes leave one peak.
 */
export default makeScene2D(function* (view) {
  view.fill(palette.background);
  const run = yield* beginChapter();
  const data = yield* loaded(loadClocks(run));
  const example = chooseExample(data);
  if (example === undefined) {
    throw new InputError(
      `run "${run.name}" holds no worked example; record it with: npm run analyze run=${run.name}`,
    );
  }
  const root = createRef<Node>();
  const caption = createRef<Caption>();
  const clock = buildMainClock(data.x, READOUT_UNIT);
  view.add(
    <>
      <Node ref={root}>{clock.node}</Node>
      <Caption ref={caption} />
    </>,
  );
  const stage = {
    root: root(),
    caption: caption(),
    data,
    example,
    hands: addition(data, example),
    ballot: ballot(data, example),
    clock,
  };

  yield* readouts(stage);
  yield* turning(stage);
  yield* adding(stage);
  yield* cosines(stage);
  const keys = buildKeyClocks(data, stage.ballot);
  yield* turnAll(stage, keys);
  yield* castVotes(stage, keys);
  yield* addVotes(stage, keys);
  yield* compare(stage, keys);
  yield* all(root().opacity(0, 0.6, ease.move), caption().say(''));
  yield* waitFor(0.3);
});

import { makeScene2D } from '@revideo/2d';
import { createSignal, linear, useScene } from '@revideo/core';
import { COLOURS } from '../../../pictures/dial';
import { dial } from './dial';

/** Text and curves. */
export default makeScene2D('text', function* (view) {
  const seconds = useScene().variables.get('seconds', 10)();
  const turn = createSignal(0);
  view.fill(COLOURS.background);
  view.add(dial(turn));
  yield* turn(1, seconds, linear);
});

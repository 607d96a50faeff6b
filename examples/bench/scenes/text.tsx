import { makeScene2D } from '@motion-canvas/2d';
import { createSignal, linear, useScene } from '@motion-canvas/core';
import { COLOURS } from '../pictures/dial';
import { dial } from './dial';

/** Text and curves. */
export default makeScene2D(function* (view) {
  const seconds = useScene().variables.get('seconds', 10)();
  const turn = createSignal(0);
  view.fill(COLOURS.background);
  view.add(dial(turn));
  yield* turn(1, seconds, linear);
});

import { makeScene2D } from '@revideo/2d';
import { createSignal, linear, useScene, waitFor } from '@revideo/core';
import { COLOURS } from '../../../pictures/dial';
import { dial } from './dial';

/** A tenth of the clip moves; then it stands still, for the viewer to look. */
export default makeScene2D('pause', function* (view) {
  const seconds = useScene().variables.get('seconds', 10)();
  const turn = createSignal(0);
  view.fill(COLOURS.background);
  view.add(dial(turn));
  yield* turn(0.1, 0.1 * seconds, linear);
  yield* waitFor(0.9 * seconds);
});

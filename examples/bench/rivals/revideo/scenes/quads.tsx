import { makeScene2D } from '@revideo/2d';
import { createSignal, linear, useScene } from '@revideo/core';
import { COLOURS } from '../../../pictures/dial';
import { drawQuads } from '../../../pictures/quads';
import { Painting } from './painting';

/** A surface of 12 544 quads, filled one by one. */
export default makeScene2D('quads', function* (view) {
  const seconds = useScene().variables.get('seconds', 10)();
  const turn = createSignal(0);
  view.fill(COLOURS.background);
  view.add(new Painting((context) => drawQuads(context, turn())));
  yield* turn(1, seconds, linear);
});

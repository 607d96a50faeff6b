import { makeScene2D } from '@revideo/2d';
import { createSignal, linear, useScene } from '@revideo/core';
import { COLOURS } from '../../../pictures/dial';
import { createSurface } from '../../../pictures/surface';
import { Painting } from './painting';

/** A lit surface of three.js. */
export default makeScene2D('surface', function* (view) {
  const seconds = useScene().variables.get('seconds', 10)();
  const turn = createSignal(0);
  const { canvas, draw } = createSurface();
  view.fill(COLOURS.background);
  view.add(
    new Painting((context) => {
      draw(turn());
      context.drawImage(canvas, -canvas.width / 2, -canvas.height / 2);
    }),
  );
  yield* turn(1, seconds, linear);
});

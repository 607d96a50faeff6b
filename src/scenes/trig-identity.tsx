import { makeScene2D } from '@motion-canvas/2d';
import { palette } from '../theme';
import { beginChapter, endChapter, loaded } from './chapter';
import { cancel } from './trig-identity/cancel';
import { buildOpening } from './trig-identity/cast';
import { combine } from './trig-identity/combine';
import { loadTrig } from './trig-identity/load';
import { buildNeurons, neurons } from './trig-identity/neurons';
import { output } from './trig-identity/output';
import { buildProducts, products } from './trig-identity/products';
import { why } from './trig-identity/why';

/**
 * cos x cos y − sin x sin y = cos(x + y): two products cancel into ridges, first by formula, then with two neurons and
 * the weights that the network gives them, then with all neurons.
 */
export default makeScene2D(function* (view) {
  view.fill(palette.background);
  const run = yield* beginChapter();
  const data = yield* loaded(loadTrig(run));
  const cast = buildOpening(data, view);

  const pure = buildProducts(cast);
  yield* products(cast, pure);
  yield* cancel(cast, pure);
  yield* why(cast);
  const pair = buildNeurons(cast);
  yield* neurons(cast, pair);
  yield* combine(cast, pair);
  yield* output(cast);
  yield* endChapter();
});

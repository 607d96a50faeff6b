import { makeScene2D } from '@motion-canvas/2d';
import { all } from '@motion-canvas/core';
import { palette } from '../theme';
import { beginChapter, endChapter, loaded } from './chapter';
import { again, answer } from './model-view/answer';
import { attention } from './model-view/attention';
import { buildCast } from './model-view/cast';
import { embedding } from './model-view/embedding';
import { loadModelView } from './model-view/load';
import { neurons } from './model-view/neurons';
import { symbols } from './model-view/symbols';

/** What the network really sees and does: one sum on its way from three lit cells to the answer. */
export default makeScene2D(function* (view) {
  view.fill(palette.background);
  const run = yield* beginChapter();
  const data = yield* loaded(loadModelView(run));
  const cast = buildCast(data, view);

  yield* symbols(cast);
  yield* embedding(cast);
  yield* attention(cast);
  yield* neurons(cast);
  yield* answer(cast);
  yield* again(cast);
  yield* all(cast.caption.say(''), endChapter());
});

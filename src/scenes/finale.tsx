import { makeScene2D } from '@motion-canvas/2d';
import { palette } from '../theme';
import { beginChapter, endChapter, loaded } from './chapter';
import { buildCast } from './finale/cast';
import { credits } from './finale/credits';
import { loadFinale } from './finale/load';
import { add, turn, vote } from './finale/opening';
import { remains } from './finale/remains';
import { anySum, takeAway } from './finale/understanding';
import { whole } from './finale/whole';

/**
 * What it means to understand a model: the whole network once more, and inside it its clocks, which turn, add and
 * vote; what happens without them, what they leave unexplained; and the run itself as end credits.
 */
export default makeScene2D(function* (view) {
  view.fill(palette.background);
  const run = yield* beginChapter();
  const data = yield* loaded(loadFinale(run));
  const cast = buildCast(data, view);

  yield* whole(cast);
  yield* turn(cast);
  yield* add(cast);
  yield* vote(cast);
  yield* anySum(cast);
  yield* takeAway(cast);
  yield* remains(cast);
  yield* credits(cast);
  yield* endChapter();
});

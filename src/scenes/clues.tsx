import { makeScene2D } from '@motion-canvas/2d';
import { all } from '@motion-canvas/core';
import { palette } from '../theme';
import { beginChapter, endChapter, loaded } from './chapter';
import { backwards } from './clues/backwards';
import { buildCast } from './clues/cast';
import { grid } from './clues/grid';
import { loadClues } from './clues/load';
import { twoWaves } from './clues/pair';
import { waves } from './clues/waves';

/** Neurons are waves: one row through the network, two waves that close to a loop, and the loops dissolving. */
export default makeScene2D(function* (view) {
  view.fill(palette.background);
  const run = yield* beginChapter();
  const data = yield* loaded(loadClues(run));
  const cast = buildCast(data, view);

  yield* waves(cast);
  const pair = yield* twoWaves(cast);
  yield* grid(cast, pair);
  yield* backwards(cast);
  yield* all(cast.caption.say(''), endChapter());
});

import { makeScene2D } from '@motion-canvas/2d';
import { waitFor } from '@motion-canvas/core';
import { palette } from '../theme';
import { beginChapter, endChapter, loaded } from './chapter';
import { buildCast } from './surfaces/cast';
import { dots } from './surfaces/dots';
import { buildEquation, equation } from './surfaces/equation';
import { heatMap } from './surfaces/heat-map';
import { loadSurfaces } from './surfaces/load';
import { rows } from './surfaces/rows';
import { sum } from './surfaces/sum';

/**
 * x and y interact: one neuron over all pairs, first as a row and a column of dots, then as a sheet that comes apart
 * into waves with their formulas, is put together again, and flattens into a heat map.
 */
export default makeScene2D(function* (view) {
  view.fill(palette.background);
  const run = yield* beginChapter();
  const data = yield* loaded(loadSurfaces(run));
  const cast = buildCast(data, view);

  yield* dots(cast);
  yield* rows(cast);
  const parts = buildEquation(cast);
  yield* equation(cast, parts);
  yield* sum(cast, parts);
  yield* heatMap(cast);
  yield* waitFor(2.5);
  yield* endChapter();
});

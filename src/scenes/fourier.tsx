import { makeScene2D, Node } from '@motion-canvas/2d';
import { all, createRef } from '@motion-canvas/core';
import { Caption } from '../nodes/caption';
import { palette } from '../theme';
import { beginChapter, endChapter, loaded } from './chapter';
import { buildKeySpectra, findKeys } from './fourier/keys';
import { loadFourier } from './fourier/load';
import { neurons } from './fourier/neurons';
import type { Stage } from './fourier/stage';
import { training } from './fourier/training';
import { buildMachine, windUp } from './fourier/wound';

/**
 * Few frequencies: a wave is wound round to find out what it is made of; neurons and the embedding are made of a
 * handful of frequencies; the training begins with all of them.
 */
export default makeScene2D(function* (view) {
  view.fill(palette.background);
  const run = yield* beginChapter();
  const data = yield* loaded(loadFourier(run));
  const root = createRef<Node>();
  const caption = createRef<Caption>();
  view.add(
    <>
      <Node ref={root} />
      <Caption ref={caption} />
    </>,
  );
  const stage: Stage = { root: root(), caption: caption(), data };

  const machine = buildMachine(stage);
  yield* windUp(stage, machine);
  yield* neurons(stage, machine);
  const spectra = buildKeySpectra(stage);
  yield* findKeys(stage, spectra);
  yield* training(stage, spectra);
  yield* all(caption().say(''), endChapter());
});

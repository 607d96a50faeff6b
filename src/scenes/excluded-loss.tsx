import { makeScene2D } from '@motion-canvas/2d';
import { all, createRef } from '@motion-canvas/core';
import { Caption } from '../nodes/caption';
import { Stage3D } from '../nodes/stage3d';
import { palette } from '../theme';
import { beginChapter, endChapter, loaded } from './chapter';
import { diagonal } from './excluded-loss/diagonal';
import { loadExcluded } from './excluded-loss/load';
import { losses } from './excluded-loss/losses';
import { buildPanes, wholeTraining } from './excluded-loss/panes';
import { removal } from './excluded-loss/removal';

/**
 * The circuit forms long before it shows: the logit of one answer and its bright diagonal, the whole training in six
 * panes, restricted and excluded loss, and an answer that fails without one key frequency.
 */
export default makeScene2D(function* (view) {
  view.fill(palette.background);
  const run = yield* beginChapter();
  const data = yield* loaded(loadExcluded(run));
  const stage = createRef<Stage3D>();
  const caption = createRef<Caption>();
  view.add(
    <>
      <Stage3D ref={stage} />
      <Caption ref={caption} />
    </>,
  );
  const cast = { data, stage: stage(), caption: caption(), view };

  yield* diagonal(cast);
  yield* wholeTraining(cast, buildPanes(cast));
  yield* losses(cast);
  yield* removal(cast);
  yield* all(caption().say(''), endChapter());
});

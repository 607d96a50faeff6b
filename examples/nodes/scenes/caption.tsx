import { createRef, waitFor } from '@motion-canvas/core';
import { Caption } from '../../../src/nodes/caption';
import { makeExample } from '../example';

/** One sentence at the foot of the frame, and the next in its place; larger than in the film, to be read in a small picture. */
export default makeExample(function* (view) {
  const caption = createRef<Caption>();
  view.add(<Caption ref={caption} y={380} fontSize={84} />);
  yield* caption().say('Two hands add.');
  yield* waitFor(1);
  yield* caption().say('The sum wraps by itself.');
});

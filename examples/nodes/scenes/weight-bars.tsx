import { createRef, linear } from '@motion-canvas/core';
import { WeightBars } from '../../../src/nodes/weight-bars';
import { roles } from '../../../src/theme';
import { makeExample } from '../example';

/** Six weights grow one after the other; then they are used, and take their colour. */
export default makeExample(function* (view) {
  const bars = createRef<WeightBars>();
  const weights = [-2.35, 2.26, 1.11, -0.72, 0.31, 0.002];
  view.add(
    <WeightBars
      ref={bars}
      weights={weights}
      pitch={110}
      unit={180}
      thickness={44}
      grown={0}
      used={0}
      fill={roles.cos}
      numbersAt={620}
    />,
  );
  yield* bars().grown(weights.length, 1.2, linear);
  yield* bars().used(4, 0.8, linear);
});

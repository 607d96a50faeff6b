import { createSignal } from '@motion-canvas/core';
import { RSquared } from '../../../src/nodes/r-squared';
import { ease, sizes } from '../../../src/theme';
import { makeExample } from '../example';

/** A fit gets better, from worse than the mean to nearly perfect. */
export default makeExample(function* (view) {
  const share = createSignal(-0.25);
  view.add(<RSquared value={share} fontSize={2 * sizes.title} x={600} />);
  yield* share(0.972, 1.5, ease.glide);
});

import { createRef } from '@motion-canvas/core';
import { ColorRing } from '../../../src/nodes/color-ring';
import { cyclic, ease } from '../../../src/theme';
import { makeExample } from '../example';

/** The colours of a clock of twelve, one hour after the other. */
export default makeExample(function* (view) {
  const ring = createRef<ColorRing>();
  view.add(
    <ColorRing
      ref={ring}
      colors={cyclic}
      count={12}
      labelled={[0, 3, 6, 9]}
      radius={300}
      thickness={60}
      drawn={0}
    />,
  );
  yield* ring().drawn(12, 1.5, ease.glide);
});

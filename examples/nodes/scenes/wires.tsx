import { createRef, linear } from '@motion-canvas/core';
import { levelCurve, underpass } from '../../../src/nodes/wire-geometry';
import { Wires } from '../../../src/nodes/wires';
import { palette, roles } from '../../../src/theme';
import { makeExample } from '../example';

/** Arrows from one place to several, and one that passes below them; a pulse runs along all of them. */
export default makeExample(function* (view) {
  const wires = createRef<Wires>();
  view.add(
    <Wires
      ref={wires}
      wires={[
        ...[-300, -100, 100].map((y, n) => ({
          path: levelCurve([-600, -100], [500, y]),
          color: n === 1 ? roles.sum : roles.x,
          strength: 0.4 + 0.3 * n,
        })),
        { path: underpass([-600, 0], [600, 160], 320), color: palette.muted },
      ]}
      lineWidth={8}
      drawn={0}
      heads
    />,
  );
  yield* wires().drawn(1, 1);
  yield* wires().pulse(0.6, 1, linear);
});

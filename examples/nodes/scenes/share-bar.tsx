import { createRef } from '@motion-canvas/core';
import { ShareBar } from '../../../src/nodes/share-bar';
import { frequencyColor, palette } from '../../../src/theme';
import { makeExample } from '../example';

/** A whole in four shares, of which one is too narrow for its name, and a rest. */
export default makeExample(function* (view) {
  const bar = createRef<ShareBar>();
  const parts = [0.42, 0.25, 0.03, 0.18];
  view.add(
    <ShareBar
      ref={bar}
      shares={[
        ...parts.map((share, n) => ({
          share,
          color: frequencyColor(n),
          name: `part ${n + 1}`,
          value: `${Math.round(100 * share)} %`,
        })),
        { share: 0.12, color: palette.line },
      ]}
      width={1500}
      height={140}
      grown={0}
    />,
  );
  yield* bar().grown(1, 2);
});

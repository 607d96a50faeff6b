import { createRef, waitFor } from '@motion-canvas/core';
import { ColorBar } from '../../../src/nodes/color-bar';
import { HeatMap } from '../../../src/nodes/heat-map';
import { sequential } from '../../../src/theme';
import { makeExample } from '../example';

/** A wave of x + y as a heat map with its colour bar; then near enough to read single sums. */
export default makeExample(function* (view) {
  const p = 31;
  const values = Float32Array.from({ length: p * p }, (_, i) =>
    Math.cos((4 * Math.PI * (Math.floor(i / p) + (i % p))) / p),
  );
  const map = createRef<HeatMap>();
  const ticks = [-1, 0, 1].map((value) => ({ value, label: String(value).replace('-', '−') }));
  view.add(
    <>
      <HeatMap
        ref={map}
        p={p}
        values={values}
        range={[-1, 1]}
        width={20 * p}
        height={20 * p}
        cell={20}
        focus={[(p - 1) / 2, (p - 1) / 2]}
        text={(x, y) => ({ above: `${x} + ${y}`, below: `= ${(x + y) % p}` })}
      />
      <ColorBar x={430} height={20 * p} colors={sequential} range={[-1, 1]} ticks={ticks} />
    </>,
  );
  yield* waitFor(0.8);
  yield* map().look({ cell: 155, focus: [17, 14] }, 0.8);
});

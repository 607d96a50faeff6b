import { all, createRef, createSignal, delay } from '@motion-canvas/core';
import { CellColumn } from '../../../src/nodes/cell-column';
import { ease } from '../../../src/theme';
import { makeExample } from '../example';

/** Forty numbers that change, as cells; then all but three of them dim. */
export default makeExample(function* (view) {
  const time = createSignal(0);
  const column = createRef<CellColumn>();
  view.add(
    <CellColumn
      ref={column}
      values={() => Float64Array.from({ length: 40 }, (_, i) => Math.sin(0.9 * i + time()))}
      range={[-1, 1]}
      pitch={22}
      width={180}
      lit={new Set([6, 17, 30])}
    />,
  );
  yield* all(time(4, 2, ease.glide), delay(1, column().dim(1, 0.8, ease.move)));
});

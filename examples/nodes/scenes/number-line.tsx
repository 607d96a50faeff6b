import { createRef, createSignal } from '@motion-canvas/core';
import { NumberLine } from '../../../src/nodes/number-line';
import { woundToStart } from '../../../src/nodes/number-line-geometry';
import { ease } from '../../../src/theme';
import { makeExample } from '../example';

/** A number line winds up on a wheel with room for five; then its turns sink into one, and it is a clock. */
export default makeExample(function* (view) {
  const line = createRef<NumberLine>();
  const wound = createSignal(0);
  view.add(
    <NumberLine
      ref={line}
      period={5}
      count={24}
      radius={150}
      wound={wound}
      pitch={74}
      position={[-300, 0]}
    />,
  );
  yield* wound(woundToStart(5, 10), 2, ease.glide);
  yield* line().beyond(0, 0.5, ease.move);
  yield* line().pitch(0, 0.5, ease.move);
});

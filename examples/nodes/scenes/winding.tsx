import { all, createRef, createSignal } from '@motion-canvas/core';
import { Winding } from '../../../src/nodes/winding';
import { ease, frequencyColor } from '../../../src/theme';
import { makeExample } from '../example';

/** A wave of five swings, wound twice and then faster: at five turns its centre of mass moves out. */
export default makeExample(function* (view) {
  const wave = Float64Array.from({ length: 59 }, (_, n) => Math.cos((2 * Math.PI * 5 * n) / 59 - 0.8));
  const turns = createSignal(2);
  const winding = createRef<Winding>();
  view.add(
    <Winding ref={winding} values={wave} turns={turns} unit={420} dot={7} massColor={frequencyColor(1)} />,
  );
  yield* all(winding().to(0).to(58, 1.2, ease.glide), winding().hand(1, 0.4));
  yield* all(winding().hand(0, 0.3), winding().mass(1, 0.3));
  yield* turns(5, 1, ease.move);
});

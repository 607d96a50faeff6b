import { createRef } from '@motion-canvas/core';
import { LoopScatter } from '../../../src/nodes/loop-scatter';
import { makeExample } from '../example';

/** Two waves whose dots fly together and close to a loop. */
export default makeExample(function* (view) {
  const loop = createRef<LoopScatter>();
  const wave = (phase: number) =>
    Float64Array.from({ length: 90 }, (_, n) => Math.cos((6 * Math.PI * n) / 90 + phase));
  const [across, upward] = [wave(0), wave(1.4)];
  const from =
    (values: Float64Array, height: number) =>
    (n: number): [number, number] => [-1250 + 8 * n, height - 90 * (values[n] ?? 0)];
  view.add(
    <LoopScatter
      ref={loop}
      x={450}
      across={across}
      upward={upward}
      unitX={330}
      unitY={330}
      reach={400}
      dot={8}
      from={[from(across, -200), from(upward, 200)]}
      merged={0}
    />,
  );
  yield* loop().merged(1, 2);
});

import { createRef } from '@motion-canvas/core';
import { WaveTrace } from '../../../src/nodes/wave-trace';
import { ease, roles } from '../../../src/theme';
import { makeExample } from '../example';

/** A wave of two frequencies, drawn from its first value to its last. */
export default makeExample(function* (view) {
  const values = Float64Array.from({ length: 59 }, (_, n) => {
    const angle = (2 * Math.PI * n) / 59;
    return Math.cos(2 * angle) + 0.4 * Math.sin(5 * angle);
  });
  const wave = createRef<WaveTrace>();
  view.add(
    <WaveTrace
      ref={wave}
      values={values}
      width={1400}
      unit={200}
      stroke={roles.cos}
      dot={7}
      area={0.15}
      to={0}
    />,
  );
  yield* wave().to(58, 1.5, ease.glide);
});

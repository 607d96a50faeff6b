import { createRef } from '@motion-canvas/core';
import { onDial, type Point, TURN } from '../../../src/nodes/clock-geometry';
import { DotSwarm } from '../../../src/nodes/dot-swarm';
import { frequencyColor } from '../../../src/theme';
import { makeExample } from '../example';

/** A column of dots that flies apart into two rings; the dots glow by a wave that runs round them. */
export default makeExample(function* (view) {
  const count = 96;
  const swarm = createRef<DotSwarm>();
  const dots = Array.from({ length: count }, (_, n) => {
    const ring = n % 2;
    const [x, y] = onDial((TURN * n) / count, 250 + 40 * ((n * 5) % 3));
    return {
      from: [-700, (n - count / 2) * 10] as Point,
      to: [x + (ring === 0 ? -150 : 520), y] as Point,
      color: frequencyColor(ring),
      size: 12 + 6 * ((n * 7) % 4),
    };
  });
  view.add(
    <DotSwarm
      ref={swarm}
      dots={dots}
      levels={dots.map((_, n) => 0.5 + 0.5 * Math.cos((TURN * n) / count))}
      moved={0}
    />,
  );
  yield* swarm().moved(1, 2.5);
});

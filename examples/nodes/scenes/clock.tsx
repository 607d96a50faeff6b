import { all, createRef, createSignal } from '@motion-canvas/core';
import { AngleArc } from '../../../src/nodes/angle-arc';
import { Clock } from '../../../src/nodes/clock';
import { idealDial, TURN } from '../../../src/nodes/clock-geometry';
import { Hand } from '../../../src/nodes/hand';
import { ease, roles } from '../../../src/theme';
import { makeExample } from '../example';

/** A clock of twelve whose hand turns from three o'clock by five hours, with the arc that it sweeps. */
export default makeExample(function* (view) {
  const clock = createRef<Clock>();
  const angle = createSignal(0);
  view.add(
    <>
      <Clock ref={clock} dial={idealDial(12)} radius={320} dot={8} axes={0} />
      <AngleArc sweep={angle} radius={150} stroke={roles.x} />
      <Hand angle={angle} reach={320} fill={roles.x} />
    </>,
  );
  yield* all(clock().axes(1, 0.5), angle((5 / 12) * TURN, 1.5, ease.move));
});

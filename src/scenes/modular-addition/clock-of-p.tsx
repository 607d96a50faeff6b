import {
  all,
  createSignal,
  delay,
  type Reference,
  type ThreadGenerator,
  Vector2,
  waitFor,
  waitUntil,
} from '@motion-canvas/core';
import { TURN } from '../../nodes/clock-geometry';
import { NumberLine } from '../../nodes/number-line';
import { woundToStart } from '../../nodes/number-line-geometry';
import { dialTicks } from '../../nodes/wave-geometry';
import { ease, sizes } from '../../theme';
import { CLOCK_PLACE, CLOCK_RADIUS, type Stage } from './stage';

/** Pixels of the whole straight line. */
const LENGTH = 1560;

/** The line of all p numbers winds up into the clock that the network is asked to count on. */
export function* clockOfP({ root, caption, data }: Stage, line: Reference<NumberLine>): ThreadGenerator {
  const { p } = data;
  const radius = LENGTH / TURN;
  const wound = createSignal(0);
  const reach = createSignal(-0.5);
  const start = new Vector2(-LENGTH / 2, -40);
  root.add(
    <NumberLine
      ref={line}
      period={p}
      count={p}
      labelled={dialTicks(p)}
      radius={radius}
      wound={wound}
      reach={reach}
      dot={Math.min(6, 200 / p + 2)}
      fontSize={sizes.label}
      position={start.sub([0, radius])}
    />,
  );
  yield* waitUntil('clock of p');
  yield* all(
    caption.say(`Our network is given a larger clock: ${p} numbers, 0 to ${p - 1}.`),
    delay(0.4, reach(p, 2.2, ease.glide)),
  );
  yield* waitFor(0.5);
  yield* all(
    wound(woundToStart(p, p), 3.6, ease.glide),
    line().position(CLOCK_PLACE, 2, ease.glide),
    delay(1, line().radius(CLOCK_RADIUS, 2.6, ease.glide)),
  );
  yield* waitFor(0.4);
}

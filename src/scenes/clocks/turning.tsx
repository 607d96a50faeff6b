import { Node } from '@motion-canvas/2d';
import {
  all,
  createRef,
  createSignal,
  delay,
  type ThreadGenerator,
  Vector2,
  waitFor,
  waitUntil,
} from '@motion-canvas/core';
import { TURN } from '../../nodes/clock-geometry';
import { Digits, Label } from '../../nodes/label';
import { ease, palette, roles, sizes, tempo } from '../../theme';
import { counted, degrees } from './numbers';
import type { Stage } from './stage';
import { measuredRadius, windingAngle } from './story';

/** Where the clock stands, and how large it is, while hands are added on it. */
export const CLOCK_PLACE = new Vector2(-440, -35);
export const CLOCK_RADIUS = 330;

/** The middle of what is written beside the clock. */
export const BESIDE = 460;

/** The circle becomes a clock: one step of x turns the hand a little, p steps turn it whole turns. */
export function* turning({ root, caption, data, clock }: Stage): ThreadGenerator {
  const { p, k, x: readout } = data;
  const x = createSignal(0);
  const reach = createSignal(0);
  const words = createRef<Node>();
  const lap = createRef<Label>();

  yield* all(
    clock.group().position(CLOCK_PLACE, tempo.slow, ease.move),
    clock.radius(CLOCK_RADIUS, tempo.slow, ease.move),
  );
  root.add(
    <Node ref={words} x={BESIDE} opacity={0}>
      <Digits text={() => `x = ${Math.round(x()) % p}`} fill={roles.x} fontSize={sizes.title} y={-170} />
      <Label text={`1 step: ${k}/${p} of a turn, ${degrees((TURN * k) / p)}`} fontSize={sizes.body} y={-40} />
      <Label
        ref={lap}
        text={`${p} steps: ${counted(k, 'full turn')}`}
        fontSize={sizes.body}
        opacity={0}
        y={30}
      />
    </Node>,
  );
  const hand = clock.hands.x();
  hand.angle(() => windingAngle(readout, k, x()));
  hand.reach(() => reach() * clock.radius() * measuredRadius(readout, x()));
  yield* all(
    caption.say(`Each step of x turns the hand; ${p} steps bring it back. Wrapping comes for free.`),
    words().opacity(1, tempo.normal, ease.enter),
    reach(1, tempo.normal, ease.enter),
    clock.face().fill(palette.muted, tempo.normal, ease.move),
  );
  yield* waitUntil('steps');
  for (let step = 1; step <= Math.min(3, p - 1); step++) {
    yield* x(step, 0.4, ease.move);
    yield* waitFor(0.15);
  }
  yield* all(x(p, 3, ease.glide), delay(2.4, lap().opacity(1, tempo.normal, ease.enter)));
  yield* waitFor(0.6);
  yield* all(words().opacity(0, 0.5, ease.move), reach(0, 0.5, ease.move));
  words().remove();
}

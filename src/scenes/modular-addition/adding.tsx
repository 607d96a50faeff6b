import { Circle, Line, Node } from '@motion-canvas/2d';
import {
  all,
  createRef,
  createSignal,
  delay,
  type ThreadGenerator,
  waitFor,
  waitUntil,
} from '@motion-canvas/core';
import { AngleArc } from '../../nodes/angle-arc';
import { onDial, TURN } from '../../nodes/clock-geometry';
import { colored, Formula } from '../../nodes/formula';
import { Hand } from '../../nodes/hand';
import { Digits } from '../../nodes/label';
import { ease, palette, roles, sizes, strokes, tempo } from '../../theme';
import { type Sum, sumTex } from './load';
import { BESIDE, CLOCK_PLACE, CLOCK_RADIUS, type Stage } from './stage';

/** The lines of the written sum end here; they stand at multiples of the row's height. */
const NUMBERS = BESIDE + 60;
const ROW = 84;
const TOP = -270;

/** What is said while a sum is done on a clock. */
export interface Spoken {
  readonly first: string;
  readonly second: string;
  readonly wrap: string;
  readonly result: string;
}

/** `3 + 4 ≡ 2 (mod 5)`, in the colours of its parts. */
function writtenSum(sum: Sum): string {
  return sumTex(sum, (role, number) => colored(roles[role], number));
}

/**
 * A sum done by the hands of the clock that stands at `CLOCK_PLACE`: the turn of y is carried on from the hand of x,
 * while the same is written beside it. All that this adds to the stage is gone when it returns.
 *
 * @param beat - Names the time events.
 * @param pace - Seconds per second: what has been seen before may go more quickly.
 */
export function* addOnClock(
  { root, caption }: Stage,
  sum: Sum,
  spoken: Spoken,
  beat: string,
  pace = 1,
): ThreadGenerator {
  const { modulus, x, y, answer } = sum;
  const angle = (n: number) => (n * TURN) / modulus;
  const [turnX, turnY, carried, total] = [createSignal(0), createSignal(0), createSignal(0), createSignal(0)];
  const reach = { x: createSignal(0), y: createSignal(0), sum: createSignal(0) };
  const [clockwork, written, arcs, found] = [
    createRef<Node>(),
    createRef<Node>(),
    createRef<Node>(),
    createRef<Circle>(),
  ];
  const row = (index: number, color: string, text: string) =>
    (
      <Digits
        text={text}
        fill={color}
        fontSize={sizes.heading}
        position={[NUMBERS, TOP + index * ROW]}
        offset={[1, 0]}
        opacity={0}
      />
    ) as Digits;
  const rule = (index: number) =>
    (
      <Line
        points={[
          [NUMBERS - 190, TOP + index * ROW],
          [NUMBERS, TOP + index * ROW],
        ]}
        stroke={palette.line}
        lineWidth={strokes.hair}
        end={0}
      />
    ) as Line;
  const rows = {
    x: row(0, roles.x, `${x}`),
    y: row(1, roles.y, `+ ${y}`),
    sum: row(2.25, roles.sum, `${x + y}`),
    wrap: row(3.25, palette.muted, `\u2212 ${modulus}`),
    answer: row(4.5, roles.sum, `${answer}`),
  };
  const rules = [rule(1.62), rule(3.87)] as const;
  const formula = (
    <Formula tex={writtenSum(sum)} position={[BESIDE, TOP + 6.2 * ROW]} opacity={0} />
  ) as Formula;
  root.add(
    <>
      <Node ref={clockwork} position={CLOCK_PLACE}>
        <Node ref={arcs}>
          <AngleArc sweep={turnX} radius={0.32 * CLOCK_RADIUS} stroke={roles.x} />
          <AngleArc from={carried} sweep={turnY} radius={0.46 * CLOCK_RADIUS} stroke={roles.y} />
          <AngleArc
            sweep={total}
            radius={0.61 * CLOCK_RADIUS}
            pitch={0.08 * CLOCK_RADIUS}
            stroke={roles.sum}
            sector={0}
          />
        </Node>
        <Hand
          angle={() => carried() + turnY()}
          reach={() => 0.9 * CLOCK_RADIUS * reach.y()}
          thickness={14}
          tip={11}
          fill={roles.y}
        />
        <Hand
          angle={turnX}
          reach={() => 0.9 * CLOCK_RADIUS * reach.x()}
          thickness={14}
          tip={11}
          fill={roles.x}
        />
        <Hand
          angle={total}
          reach={() => 0.9 * CLOCK_RADIUS * reach.sum()}
          thickness={14}
          tip={11}
          fill={roles.sum}
        />
        <Circle size={8} fill={palette.background} />
        <Circle
          ref={found}
          position={onDial(angle(answer), CLOCK_RADIUS)}
          size={40}
          stroke={roles.sum}
          lineWidth={strokes.curve}
          opacity={0}
        />
      </Node>
      <Node ref={written}>
        {Object.values(rows)}
        {[...rules]}
        {formula}
      </Node>
    </>,
  );
  const show = (node: Node, duration: number = tempo.normal) => node.opacity(1, duration, ease.enter);

  yield* waitUntil(`${beat}: hands`);
  yield* all(
    caption.say(spoken.first),
    show(rows.x),
    reach.x(1, tempo.normal, ease.enter),
    delay(0.3, turnX(angle(x), 1.2 * pace, ease.move)),
  );
  yield* all(
    show(rows.y),
    reach.y(1, tempo.normal, ease.enter),
    delay(0.3, turnY(angle(y), 1.2 * pace, ease.move)),
  );
  yield* waitFor(0.6 * pace);
  yield* all(caption.say(spoken.second), delay(0.4, carried(angle(x), 1.5 * pace, ease.move)));
  yield* waitFor(0.4);
  yield* waitUntil(`${beat}: wrap`);
  yield* all(
    caption.say(spoken.wrap),
    rules[0].end(1, tempo.normal, ease.move),
    show(rows.sum),
    reach.sum(1, tempo.normal, ease.enter),
    delay(0.3, total(angle(x + y), 2.4 * pace, ease.move)),
  );
  yield* all(show(rows.wrap), reach.y(0, tempo.normal, ease.move));
  yield* all(rules[1].end(1, tempo.normal, ease.move), show(rows.answer), show(found()));
  yield* all(caption.say(spoken.result), show(formula));
  yield* waitFor(2.2 * pace);
  yield* all(
    written().opacity(0, tempo.normal, ease.move),
    arcs().opacity(0, tempo.normal, ease.move),
    found().opacity(0, tempo.normal, ease.move),
    reach.x(0, tempo.normal, ease.move),
    reach.sum(0, tempo.normal, ease.move),
  );
  clockwork().remove();
  written().remove();
}

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
import { dialAngle, onDial, TURN } from '../../nodes/clock-geometry';
import { Digits, Label } from '../../nodes/label';
import { ease, palette, roles, sizes, strokes, tempo } from '../../theme';
import { degrees } from './numbers';
import type { Stage } from './stage';
import { measuredRadius } from './story';
import { BESIDE, CLOCK_PLACE, CLOCK_RADIUS } from './turning';

/** The columns of the written sum end here; its lines stand at multiples of the row's height. */
const NUMBERS = BESIDE - 100;
const ANGLES = BESIDE + 290;
const ROW = 84;
const TOP = -290;

/** One line of the written sum: a number and the angle of its hand. */
function row(index: number, color: string, number: string, angle: () => string): Node {
  const column = (text: string | (() => string), x: number) => (
    <Digits text={text} fill={color} fontSize={sizes.heading} x={x} offset={[1, 0]} />
  );
  return (
    <Node opacity={0} y={TOP + index * ROW}>
      {column(number, NUMBERS)}
      {column(angle, ANGLES)}
    </Node>
  );
}

/** The line under what is added. */
function rule(index: number): Line {
  const y = TOP + index * ROW;
  const points: [number, number][] = [
    [NUMBERS - 190, y],
    [ANGLES, y],
  ];
  return new Line({ points, stroke: palette.line, lineWidth: strokes.hair, end: 0 });
}

/**
 * The worked example: the angle of y is carried onto the hand of x, and the two columns of the written sum,
 * numbers and angles, wrap side by side.
 */
export function* adding({ root, caption, data, example, hands, ballot, clock }: Stage): ThreadGenerator {
  const { p } = data;
  const { x, y } = example;
  const [turnX, turnY, carried, total] = [createSignal(0), createSignal(0), createSignal(0), createSignal(0)];
  const table = createRef<Node>();
  const arcs = createRef<Node>();
  const found = createRef<Node>();
  const own = createRef<Node>();

  const heading = (text: string, at: number) => (
    <Label text={text} fill={palette.muted} fontSize={sizes.small} x={at} offset={[1, 0]} />
  );
  const headings = (
    <Node opacity={0} y={TOP - 84}>
      {heading('number', NUMBERS)}
      {heading('its hand', ANGLES)}
    </Node>
  );
  const rowX = row(0, roles.x, `${x}`, () => degrees(turnX()));
  const rowY = row(1, roles.y, `+ ${y}`, () => degrees(turnY()));
  const rowSum = row(2.25, roles.sum, `${x + y}`, () => degrees(total()));
  const passed = {
    number: x + y >= p ? `\u2212 ${p}` : '',
    turns: hands.turns > 0 ? `\u2212 ${degrees(hands.turns * TURN)}` : '',
  };
  const rowWrap = row(3.25, palette.muted, passed.number, () => passed.turns);
  const rowAnswer = row(4.5, roles.sum, `${ballot.answer}`, () => degrees(hands.sum - hands.turns * TURN));
  const rules = [rule(1.62), rule(3.87)] as const;
  const spot = onDial(dialAngle(data.x, ballot.answer), CLOCK_RADIUS * measuredRadius(data.x, ballot.answer));
  const outside = onDial(dialAngle(data.x, ballot.answer), CLOCK_RADIUS * 1.28);
  root.add(
    <>
      <Node ref={arcs} position={CLOCK_PLACE}>
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
      <Node ref={found} position={CLOCK_PLACE} opacity={0}>
        <Circle position={spot} size={16} fill={roles.sum} />
        <Circle position={spot} size={38} stroke={roles.sum} lineWidth={strokes.line} />
        <Digits text={`${ballot.answer}`} fill={roles.sum} fontSize={sizes.body} position={outside} />
      </Node>
      <Node ref={table}>
        {headings}
        {[rowX, rowY, rowSum, rowWrap, rowAnswer]}
        {[...rules]}
        <Node ref={own} position={[ANGLES, TOP + 5.4 * ROW]} opacity={0}>
          <Label
            text={`hand of ${ballot.answer} itself: ${degrees(dialAngle(data.x, ballot.answer))}`}
            fontSize={sizes.label}
            offset={[1, 0]}
          />
          <Label
            text={'angles as the probes read them; their sum is ours'}
            fill={palette.muted}
            fontSize={sizes.small}
            y={58}
            offset={[1, 0]}
          />
        </Node>
      </Node>
    </>,
  );
  arcs().moveToBottom();
  const show = (node: Node, duration: number = tempo.normal) => node.opacity(1, duration, ease.enter);
  const grow = (hand: (typeof clock.hands)['x'], reach: number) =>
    hand().reach(CLOCK_RADIUS * reach, tempo.normal, ease.enter);

  clock.hands.x().angle(turnX);
  clock.hands.y().angle(() => carried() + turnY());
  clock.hands.sum().angle(total);
  yield* all(
    caption.say(`Take ${x} + ${y}, a pair that the network never saw: first the hand of each.`),
    clock.names(0.6, tempo.normal, ease.move),
    show(headings),
    show(rowX),
    grow(clock.hands.x, measuredRadius(data.x, x)),
    delay(0.3, turnX(hands.a, 1.1, ease.move)),
  );
  yield* all(
    show(rowY),
    grow(clock.hands.y, measuredRadius(data.y, y)),
    delay(0.3, turnY(hands.b, 1.1, ease.move)),
  );
  yield* waitUntil('two hands');
  yield* waitFor(0.5);
  yield* all(
    caption.say('Carry the angle of y onto the hand of x.'),
    delay(0.4, carried(hands.a, 1.4, ease.move)),
  );
  yield* waitUntil('carried');
  yield* all(
    caption.say(anglesAdd(hands.turns > 0, x + y >= p)),
    rules[0].end(1, tempo.normal, ease.move),
    show(rowSum),
    grow(clock.hands.sum, 1),
    delay(0.3, total(hands.sum, 2, ease.move)),
  );
  yield* all(clock.hands.y().opacity(0, tempo.normal, ease.move), waitFor(0.5));
  if (passed.number !== '' || passed.turns !== '') yield* show(rowWrap);
  yield* all(rules[1].end(1, tempo.normal, ease.move), show(rowAnswer));
  yield* all(
    caption.say(`The hand now points to ${ballot.answer}, as closely as the probes can read it.`),
    show(found()),
    show(own()),
  );
  yield* waitUntil('added');
  yield* waitFor(1.8);
  yield* all(
    table().opacity(0, 0.5, ease.move),
    arcs().opacity(0, 0.5, ease.move),
    found().opacity(0, 0.5, ease.move),
  );
  for (const part of [table, arcs, found]) part().remove();
}

/** What is seen when the angles are added. */
function anglesAdd(passesTurn: boolean, passesEnd: boolean): string {
  if (!passesTurn) return 'The angles add.';
  return passesEnd
    ? 'The angles add, and pass the full turn as the sum passes the end of the numbers.'
    : 'The angles add, and pass the full turn: the clock begins again.';
}

import { Circle, Line, Node, QuadBezier } from '@motion-canvas/2d';
import {
  all,
  createRef,
  createSignal,
  delay,
  type Reference,
  type ThreadGenerator,
  Vector2,
  waitFor,
  waitUntil,
} from '@motion-canvas/core';
import { onDial, TURN } from '../../nodes/clock-geometry';
import { Digits, Label } from '../../nodes/label';
import { NumberLine } from '../../nodes/number-line';
import { woundToStart } from '../../nodes/number-line-geometry';
import { ease, palette, roles, sizes, strokes, tempo } from '../../theme';
import { SMALL } from './load';
import { CLOCK_PLACE, CLOCK_RADIUS, type Stage } from './stage';

/** The line runs out of the frame: it has no end. */
const NUMBERS = 40;
/** Where the number 0 stands on the straight line, and how high that lies. */
const START = new Vector2(-800, -40);
/** The wheel while the line winds up on it: where it stands, and how much room each turn takes. */
const WINDING = new Vector2(-260, -60);
const WHEEL = 150;
const PITCH = 72;
/** Width of the light on the numbers that share one place. */
const BEAM = 78;

/** One move along the straight line: a bow with an arrow, and how far it goes. */
function hop(line: NumberLine, from: number, to: number, color: string, text: string) {
  const [a, b] = [line.at(from), line.at(to)];
  const top = new Vector2((a.x + b.x) / 2, a.y - 250);
  const bow = createRef<QuadBezier>();
  const name = createRef<Digits>();
  const lifted = new Vector2(0, -18);
  return {
    bow,
    name,
    node: (
      <>
        <QuadBezier
          ref={bow}
          p0={a.add(lifted)}
          p1={top}
          p2={b.add(lifted)}
          stroke={color}
          lineWidth={strokes.curve}
          endArrow
          arrowSize={20}
          end={0}
          opacity={0}
        />
        <Digits ref={name} text={text} fill={color} position={[top.x, a.y - 174]} opacity={0} />
      </>
    ),
  };
}

/**
 * The number line, and a sum on it; then the line winds up on a wheel with room for five numbers, and its turns sink
 * into one clock. Returns with the clock standing.
 */
export function* smallClock({ root, caption }: Stage, line: Reference<NumberLine>): ThreadGenerator {
  const { modulus, x, y, answer } = SMALL;
  const wound = createSignal(0);
  const reach = createSignal(-0.5);
  const note = createRef<Label>();
  root.add(
    <>
      <NumberLine
        ref={line}
        period={modulus}
        count={NUMBERS}
        radius={WHEEL}
        wound={wound}
        pitch={PITCH}
        reach={reach}
        position={START.sub([0, WHEEL])}
      />
      <Label
        ref={note}
        text={`schematic: a clock of ${modulus}`}
        position={[-900, -490]}
        offset={[-1, 0]}
        fill={palette.muted}
        opacity={0}
      />
    </>,
  );

  yield* waitFor(0.2);
  yield* all(reach(11, 3.4, ease.glide), delay(0.5, caption.say('On a line, numbers go on for ever.')));
  reach(NUMBERS);
  yield* waitFor(0.4);

  yield* waitUntil('line');
  const first = hop(line(), 0, x, roles.x, `${x}`);
  const second = hop(line(), x, x + y, roles.y, `${y}`);
  const landed = createRef<Circle>();
  const hops = createRef<Node>();
  root.add(
    <Node ref={hops}>
      {first.node}
      {second.node}
      <Circle
        ref={landed}
        position={line().at(x + y)}
        size={46}
        stroke={roles.sum}
        lineWidth={strokes.curve}
        opacity={0}
      />
    </Node>,
  );
  const draw = ({ bow, name }: typeof first) => {
    bow().opacity(1);
    return all(bow().end(1, 1.1, ease.move), delay(0.4, name().opacity(1, tempo.quick, ease.enter)));
  };
  yield* all(caption.say(`${x} steps and ${y} more: ${x} + ${y} is ${x + y}.`), delay(0.5, draw(first)));
  yield* draw(second);
  yield* landed().opacity(1, tempo.quick, ease.enter);
  yield* waitFor(1.6);

  yield* waitUntil('wind');
  yield* all(
    caption.say(`Now wind the line up on a wheel that has room for ${word(modulus)}.`),
    hops().opacity(0, tempo.normal, ease.move),
    note().opacity(1, tempo.normal, ease.enter),
    line().position(WINDING, 2.4, ease.glide),
    delay(0.9, wound(modulus, 3.2, ease.glide)),
  );
  hops().remove();
  yield* waitFor(0.4);
  yield* all(
    caption.say(`${modulus} comes to lie on 0, then ${modulus + 1} on 1, ${modulus + 2} on 2 …`),
    delay(0.3, wound(woundToStart(modulus, 2 * modulus + 1), 4.6, ease.glide)),
  );
  yield* waitFor(0.4);

  // Numbers on one spoke are one place.
  yield* waitUntil('spoke');
  const spoke = createRef<Node>();
  const beam = onDial((answer * TURN) / modulus, WHEEL + PITCH * 3.4);
  const together = [answer, answer + modulus, answer + 2 * modulus];
  root.add(
    <Node ref={spoke} opacity={0}>
      <Line
        points={[[0, 0], beam]}
        position={line().position()}
        stroke={roles.sum}
        lineWidth={BEAM}
        lineCap={'round'}
        opacity={0.16}
      />
      {together.map((n) => (
        <Circle position={line().at(n)} size={34} fill={roles.sum} />
      ))}
    </Node>,
  );
  spoke().moveToBottom();
  yield* all(
    caption.say(`${together.join(', ')}: one place. Round the clock, they are the same.`),
    spoke().opacity(1, tempo.normal, ease.enter),
  );
  yield* waitFor(2.4);
  yield* all(
    caption.say(`So only ${word(modulus)} numbers are left: 0 to ${modulus - 1}.`),
    spoke().opacity(0, tempo.normal, ease.move),
    line().beyond(0, 1, ease.move),
    delay(0.6, line().pitch(0, 1.4, ease.move)),
    delay(0.6, line().radius(CLOCK_RADIUS, 1.4, ease.move)),
    delay(0.6, line().position(CLOCK_PLACE, 1.4, ease.move)),
    delay(0.6, line().dot(11, 1.4, ease.move)),
    delay(0.6, line().fontSize(sizes.heading, 1.4, ease.move)),
  );
  spoke().remove();
  yield* waitFor(0.8);
}

/** Small numbers as words, as a sentence has them. */
function word(n: number): string {
  return ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven'][n] ?? String(n);
}

import { Line, Node, Rect } from '@motion-canvas/2d';
import {
  all,
  createRef,
  createSignal,
  delay,
  type ThreadGenerator,
  waitFor,
  waitUntil,
} from '@motion-canvas/core';
import { onDial } from '../../nodes/clock-geometry';
import { colored, Formula } from '../../nodes/formula';
import { Digits, Label } from '../../nodes/label';
import { decimal } from '../../nodes/number-format';
import { texCos } from '../../nodes/wave-tex';
import { ease, palette, roles, sizes, strokes, tempo } from '../../theme';
import type { Stage } from './stage';
import { BESIDE, CLOCK_PLACE, CLOCK_RADIUS } from './turning';

/** Pixels per unit on the line on which the cosines are laid end to end, from −2 to 2. */
const UNIT = 190;

/**
 * The shadow of a hand on the cosine axis: a dashed line down from its tip, and the stretch from the centre.
 *
 * @param below - How far under the axis the stretch lies, so that shadows do not cover each other.
 */
function shadow(angle: number, color: string, grown: () => number, below: number): Node {
  const [x, y] = onDial(angle, CLOCK_RADIUS);
  return (
    <Node>
      <Line
        points={[
          [x, y],
          [x, below],
        ]}
        stroke={color}
        lineWidth={strokes.hair}
        lineDash={[6, 8]}
        end={grown}
      />
      <Line
        points={[
          [0, below],
          [x, below],
        ]}
        stroke={color}
        lineWidth={12}
        end={grown}
      />
    </Node>
  );
}

/** A cosine as a bar that starts at `from` and is `value` long, both in units. */
function bar(from: number, value: number, y: number, color: string, grown: () => number): Rect {
  return new Rect({
    height: 40,
    width: () => Math.abs(value) * UNIT * grown(),
    x: () => (from + (value * grown()) / 2) * UNIT,
    y,
    radius: 4,
    fill: color,
  });
}

/** Why the network cannot simply add the cosines: two shadows laid end to end are not the shadow of the sum. */
export function* cosines({ root, caption, hands, clock }: Stage): ThreadGenerator {
  const { a, b } = hands;
  const [cosA, cosB, cosSum] = [Math.cos(a), Math.cos(b), Math.cos(a + b)];
  const grown = { x: createSignal(0), y: createSignal(0), sum: createSignal(0) };
  const shadows = createRef<Node>();
  const board = createRef<Node>();
  const products = createRef<Node>();
  const sumText = createRef<Node>();
  const trueText = createRef<Node>();
  const ticks = [-2, -1, 0, 1, 2].map((value) => (
    <Node x={value * UNIT}>
      <Digits text={decimal(value, 0)} fill={palette.muted} fontSize={sizes.small} y={-375} />
      <Line
        points={[
          [0, -345],
          [0, 35],
        ]}
        stroke={value === 0 ? palette.line : palette.grid}
        lineWidth={strokes.hair}
      />
    </Node>
  ));
  const written = (ref: typeof sumText, y: number, tex: string) => (
    <Node ref={ref} y={y} opacity={0}>
      <Rect width={420} height={64} fill={palette.background} />
      <Formula tex={tex} fontSize={44} />
    </Node>
  );
  const name = (color: string, letter: string) => `\\mathrm{cos}\\,${colored(color, letter)}`;
  const cosOfSum = texCos(colored(roles.sum, 'a+b'));
  root.add(
    <>
      <Node ref={shadows} position={CLOCK_PLACE}>
        {shadow(a, roles.x, grown.x, 0)}
        {shadow(b, roles.y, grown.y, 16)}
        {shadow(a + b, roles.sum, grown.sum, 32)}
      </Node>
      <Node ref={board} x={BESIDE - 20} opacity={0}>
        {ticks}
        {bar(0, cosA, -305, roles.x, grown.x)}
        {bar(cosA, cosB, -257, roles.y, grown.y)}
        {written(
          sumText,
          -185,
          `${name(roles.x, 'a')} + ${name(roles.y, 'b')} = ${(cosA + cosB).toFixed(2)}`,
        )}
        {bar(0, cosSum, -85, roles.sum, grown.sum)}
        {written(trueText, -10, `${cosOfSum} = ${cosSum.toFixed(2)}`)}
      </Node>
      <Node ref={products} x={BESIDE - 20} opacity={0}>
        <Formula
          y={150}
          fontSize={40}
          tex={`${cosOfSum} = ${name(roles.x, 'a')}\\;${name(roles.y, 'b')} - \\mathrm{sin}\\,${colored(roles.x, 'a')}\\;\\mathrm{sin}\\,${colored(roles.y, 'b')}`}
        />
        <Formula
          y={225}
          fontSize={40}
          tex={`${product(cosA, cosB)} - ${product(Math.sin(a), Math.sin(b))} = ${cosSum.toFixed(2)}`}
        />
        <Label
          y={305}
          fill={palette.muted}
          fontSize={sizes.small}
          text={'a and b: the measured angles of the two hands'}
        />
      </Node>
    </>,
  );
  const show = (node: Node, duration: number = tempo.normal) => node.opacity(1, duration, ease.enter);

  yield* all(
    caption.say('Could the network just add the cosines? They are the shadows of the hands.'),
    clock.hands.y().opacity(1, tempo.normal, ease.move),
    clock.hands.y().angle(b, tempo.slow, ease.move),
    clock.hands.x().reach(CLOCK_RADIUS, tempo.slow, ease.move),
    clock.hands.y().reach(CLOCK_RADIUS, tempo.slow, ease.move),
    show(board()),
  );
  yield* grown.x(1, tempo.normal, ease.move);
  yield* grown.y(1, tempo.normal, ease.move);
  yield* show(sumText());
  yield* waitUntil('cosines');
  yield* all(grown.sum(1, tempo.normal, ease.move), delay(0.5, show(trueText())));
  yield* caption.say(
    `No: the shadows make ${decimal(cosA + cosB)}, the hand of the sum has ${decimal(cosSum)}.`,
  );
  yield* waitUntil('not the sum');
  yield* waitFor(1.2);
  yield* all(
    caption.say('Adding angles takes products of both coordinates. The network makes them.'),
    show(products()),
  );
  yield* waitUntil('products');
  yield* waitFor(2);
  yield* all(...[shadows, board, products].map((part) => part().opacity(0, 0.5, ease.move)));
  for (const part of [shadows, board, products]) part().remove();
}

/** A product of two numbers in TeX. */
function product(one: number, other: number): string {
  return `(${one.toFixed(2)})(${other.toFixed(2)})`;
}

import { Circle, Line, Node } from '@motion-canvas/2d';
import {
  all,
  chain,
  createRef,
  createSignal,
  delay,
  easeInOutSine,
  linear,
  type Reference,
  type SimpleSignal,
  type ThreadGenerator,
  Vector2,
  waitFor,
  waitUntil,
} from '@motion-canvas/core';
import { idealDial } from '../../nodes/clock-geometry';
import { colored, Formula } from '../../nodes/formula';
import { Digits, Label } from '../../nodes/label';
import { decimal } from '../../nodes/number-format';
import { WaveTrace } from '../../nodes/wave-trace';
import { ease, palette, roles, sizes, strokes, tempo } from '../../theme';
import type { Stage } from './stage';

/** Pixels per unit of the readouts, in the waves and on the square where they meet. */
export const READOUT_UNIT = 165;

/** Where the square of the two readouts stands. */
const SQUARE = new Vector2(-620, -250);

/** The two readouts, first as waves over x, then as the two coordinates of one point that runs round a circle. */
export function* readouts({ root, caption, data, clock }: Stage): ThreadGenerator {
  const { p, k, dModel, x: readout } = data;
  const ideal = idealDial(p, k);
  const x = createSignal(0);
  const drawn = createSignal(0);
  const heads = createSignal(0);
  const guides = createSignal(0);
  const waves = { cos: createRef<Node>(), sin: createRef<Node>() };
  const traces = { cos: createRef<WaveTrace>(), sin: createRef<WaveTrace>() };
  const notes = { cos: createRef<Node>(), sin: createRef<Node>() };
  const widths = { cos: createSignal(1170), sin: createSignal(1170) };
  const live = createRef<Node>();

  const wave = (role: 'cos' | 'sin', y: number) => (
    <Node ref={waves[role]} position={[275, y]}>
      <WaveTrace
        values={ideal[role]}
        width={widths[role]}
        unit={READOUT_UNIT}
        to={drawn}
        stroke={palette.line}
        lineWidth={strokes.hair}
      />
      <WaveTrace
        ref={traces[role]}
        values={readout[role]}
        width={widths[role]}
        unit={READOUT_UNIT}
        to={drawn}
        stroke={roles[role]}
        lineWidth={strokes.hair}
        dot={4}
        baseline={0}
      />
      <Circle size={22} fill={roles[role]} opacity={heads} position={() => traces[role]().pointAt(x())} />
    </Node>
  );
  const note = (role: 'cos' | 'sin', y: number) => (
    <Node ref={notes[role]} position={[-640, y]} opacity={0}>
      <Formula
        tex={colored(roles[role], `\\mathrm{${role}}\\left(\\tfrac{${2 * k}\\pi}{${p}}\\,x\\right)`)}
        fontSize={52}
        y={-32}
      />
      <Label
        text={`R² = ${decimal(readout.r2[role], 3)}, from ${readout.weights[role]} of ${dModel} embedding entries`}
        fill={palette.muted}
        fontSize={sizes.small}
        y={46}
      />
    </Node>
  );
  const point = () =>
    SQUARE.add(new Vector2(traces.cos().pointAt(x()).y, traces.sin().pointAt(x()).y).mul([-1, 1]));
  const headOf = (role: 'cos' | 'sin') =>
    traces[role]().pointAt(x()).transformAsPoint(waves[role]().localToParent());
  const guide = (role: 'cos' | 'sin') => (
    <Line
      points={() => [headOf(role), point()]}
      stroke={roles[role]}
      lineWidth={strokes.hair}
      lineDash={[8, 8]}
      opacity={guides}
    />
  );

  root.add(
    <>
      {guide('cos')}
      {guide('sin')}
      {wave('sin', SQUARE.y)}
      {wave('cos', 195)}
      {note('sin', SQUARE.y)}
      {note('cos', 195)}
      <Node ref={live} opacity={0}>
        <Digits
          text={() => `x = ${Math.round(x())}`}
          fill={roles.x}
          fontSize={sizes.heading}
          x={-110}
          y={180}
        />
        <Digits text={() => decimal(nearest(readout.cos, x()))} fill={roles.cos} x={720} y={88} />
        <Digits text={() => decimal(nearest(readout.sin, x()))} fill={roles.sin} x={720} y={258} />
      </Node>
    </>,
  );
  clock.group().position(SQUARE);

  yield* waitFor(0.5);
  yield* all(
    caption.say(`Two short weighted sums of the embedding of x: one reads a cosine, the other a sine.`),
    notes.cos().opacity(1, tempo.normal, ease.enter),
    delay(0.4, notes.sin().opacity(1, tempo.normal, ease.enter)),
    delay(0.2, drawn(p - 1, 2.6, easeInOutSine)),
  );
  yield* waitUntil('readouts');
  yield* waitFor(1);

  yield* all(
    caption.say('Let the cosine say how far right, the sine how far up.'),
    chain(
      all(notes.cos().opacity(0, tempo.quick, ease.move), notes.sin().opacity(0, tempo.quick, ease.move)),
      turnDown(waves.cos, widths.cos, SQUARE.y),
    ),
    delay(1.2, clock.face().axes(0.8, tempo.normal, ease.move)),
    delay(1.2, clock.names(1, tempo.normal, ease.move)),
  );
  notes.cos().position([330, 88]);
  notes.sin().position([330, 258]);
  yield* all(
    heads(1, tempo.quick, ease.enter),
    guides(1, tempo.quick, ease.enter),
    live().opacity(1, tempo.quick, ease.enter),
    notes.cos().opacity(1, tempo.quick, ease.enter),
    notes.sin().opacity(1, tempo.quick, ease.enter),
    clock.face().shown(1, tempo.quick, ease.enter),
  );
  clock.face().shown(() => 1 + x());
  yield* waitUntil('sweep');
  const slow = Math.min(5, p - 1);
  yield* x(slow, 0.36 * slow, linear);
  yield* x(p - 1, 4, easeInOutSine);
  clock.face().shown(p);
  yield* waitFor(0.3);
  yield* all(
    caption.say(`${p} measured points, one circle: the network has drawn a clock face.`),
    guides(0, tempo.quick, ease.move),
    heads(0, tempo.quick, ease.move),
    clock.face().ring(1, tempo.slow, ease.move),
  );
  yield* waitUntil('circle');
  yield* waitFor(0.8);
  yield* all(
    ...[waves.cos, waves.sin, notes.cos, notes.sin, live].map((ref) => ref().opacity(0, 0.6, ease.move)),
  );
  for (const ref of [waves.cos, waves.sin, notes.cos, notes.sin, live]) ref().remove();
}

/** The cosine's wave becomes short, then turns by a quarter to run downwards: its value now points right. */
function* turnDown(wave: Reference<Node>, width: SimpleSignal<number>, squareY: number): ThreadGenerator {
  const length = 400;
  yield* all(
    wave().position([SQUARE.x, squareY + 215 + length / 2], tempo.normal, ease.move),
    width(length, tempo.normal, ease.move),
  );
  yield* wave().rotation(90, tempo.normal, ease.move);
}

/** The measured value at the nearest residue: what is written is never interpolated. */
function nearest(values: ArrayLike<number>, x: number): number {
  return values[Math.round(x)] ?? 0;
}

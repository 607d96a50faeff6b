import { Node, Rect } from '@motion-canvas/2d';
import {
  all,
  createRef,
  createSignal,
  delay,
  type ThreadGenerator,
  waitFor,
  waitUntil,
} from '@motion-canvas/core';
import { Digits, Label } from '../../nodes/label';
import { percent } from '../../nodes/number-format';
import { Lines3D, type Point3, type Segment } from '../../nodes/stage3d';
import { WaveTrace } from '../../nodes/wave-trace';
import { ease, palette, roles, sizes, strokes, tempo } from '../../theme';
import { type Cast, CLOSE, MIDDLE } from './cast';
import { heldAt, rowOf } from './parts';

/** Pixels of the panel's curve. */
const CURVE = { width: 470, height: 190 } as const;

/** The activation function gets the credit where less than this fraction of the interaction was there before it. */
const MADE_BY_BEND = 0.5;

/** One row is followed across the sheet: its wave changes its form, which no sum f(x) + g(y) would let it do. */
export function* rows(cast: Cast): ThreadGenerator {
  const { data, stage, caption, neuron, neuronAt, rise } = cast;
  const { p, centred, range } = data;
  const together = 1 - data.additive;
  const y = createSignal(0);
  const row = createSignal(() => rowOf(centred, y()));
  const line = createRef<Lines3D>();
  const panel = createRef<Node>();
  const point = (x: number): Point3 => {
    const [left, front, zero] = neuron.place();
    return [left + x / (p - 1) - 0.5, front + y() / (p - 1) - 0.5, zero + rise * (row()[x] ?? 0)];
  };
  const segments = () => Array.from({ length: p - 1 }, (_, x): Segment => [point(x), point(x + 1)]);
  stage.add(<Lines3D ref={line} segments={segments} color={roles.x} lineWidth={strokes.curve} drawn={0} />);
  stage.parent()?.add(
    <Node ref={panel} position={[640, -340]} opacity={0}>
      <Rect
        size={[560, 330]}
        radius={14}
        fill={palette.panel}
        stroke={palette.grid}
        lineWidth={strokes.hair}
      />
      <Label text={'along x, at'} x={-246} y={-128} offset={[-1, 0]} fill={palette.muted} />
      <Digits
        text={() => `y = ${Math.round(y())}`}
        x={-70}
        y={-128}
        offset={[-1, 0]}
        fill={roles.y}
        fontSize={sizes.label}
      />
      <WaveTrace
        y={36 + ((range[0] + range[1]) / 2) * (CURVE.height / (range[1] - range[0]))}
        values={row}
        width={CURVE.width}
        unit={CURVE.height / (range[1] - range[0])}
        stroke={roles.x}
        lineWidth={strokes.curve}
      />
    </Node>,
  );

  yield* waitUntil('rows');
  yield* all(
    stage.look({ azimuth: 20, elevation: 48, zoom: 650 }, 2),
    neuronAt([-250, -35], 2, ease.glide),
    caption.say('If x and y only added up, every row would have the same shape.'),
    delay(1, line().drawn(1, tempo.normal, ease.move)),
    delay(1, panel().opacity(1, tempo.normal, ease.enter)),
  );
  yield* waitFor(1);
  yield* all(y(p - 1, 6, ease.glide), delay(1.6, caption.say('It changes: what x does depends on y.')));
  // Back to where most is to be seen, while the figures are read.
  yield* all(
    caption.say(
      `No sum f(x) + g(y) can draw this: ${percent(together)} of the variance needs x and y together.`,
    ),
    delay(0.6, y(heldAt(centred).y, 2.6, ease.glide)),
  );
  yield* waitFor(0.6);
  if (data.togetherBefore < MADE_BY_BEND * together) {
    yield* caption.say(
      `Before the neuron’s ${data.activation} it is ${percent(data.togetherBefore)}: its bend makes x and y interact.`,
    );
    yield* waitFor(2.2);
  }
  yield* all(
    line().opacity(0, tempo.normal, ease.move),
    panel().opacity(0, tempo.normal, ease.move),
    neuronAt(MIDDLE, 1.4, ease.glide),
    stage.look(CLOSE, 1.4),
  );
  line().remove();
  panel().remove();
}

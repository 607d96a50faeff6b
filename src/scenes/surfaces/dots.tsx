import { Node } from '@motion-canvas/2d';
import {
  all,
  createRef,
  createSignal,
  delay,
  linear,
  type Reference,
  type ThreadGenerator,
  waitFor,
  waitUntil,
} from '@motion-canvas/core';
import { Digits } from '../../nodes/label';
import { groupDigits } from '../../nodes/number-format';
import { Dots3D } from '../../nodes/stage3d';
import { ease, palette, roles, tempo } from '../../theme';
import { type Cast, CLOSE } from './cast';
import { heldAt } from './parts';

/** A row of dots draws a wave, a column draws another, and all rows together lay out the sheet. */
export function* dots(cast: Cast): ThreadGenerator {
  const { data, stage, caption, frame, neuron, heading, rise } = cast;
  const { p } = data;
  const [row, column, all2] = [createRef<Dots3D>(), createRef<Dots3D>(), createRef<Dots3D>()];
  const reading = createRef<Node>();
  const held = heldAt(data.centred);
  const [x, y] = [createSignal(0), createSignal(held.y)];
  const indices = Array.from({ length: p }, (_, i) => i);
  const sheetDots = (ref: Reference<Dots3D>, pairs: readonly number[], color: string, diameter: number) => (
    <Dots3D
      ref={ref}
      field={data.centred}
      pairs={pairs}
      color={color}
      diameter={diameter}
      rise={rise}
      place={neuron.place}
      count={0}
    />
  );
  stage.add(
    <>
      {sheetDots(
        all2,
        indices.flatMap((j) => indices.map((i) => i * p + j)),
        palette.accent,
        5,
      )}
      {sheetDots(
        row,
        indices.map((i) => i * p + held.y),
        roles.x,
        13,
      )}
      {sheetDots(
        column,
        indices.map((j) => held.x * p + j),
        roles.y,
        13,
      )}
    </>,
  );
  stage.parent()?.add(
    <Node ref={reading} position={[520, -470]} opacity={0}>
      <Digits text={() => `x = ${String(Math.round(x())).padStart(3)}`} fill={roles.x} offset={[-1, 0]} />
      <Digits
        text={() => `y = ${String(Math.round(y())).padStart(3)}`}
        fill={roles.y}
        x={230}
        offset={[-1, 0]}
      />
    </Node>,
  );

  yield* waitFor(0.3);
  yield* all(
    heading.opacity(1, tempo.normal, ease.enter),
    frame.drawnHeight(1, tempo.slow, ease.move),
    frame.drawnX(1, tempo.slow, ease.move),
    delay(0.5, caption.say(`Hold y at ${held.y} and let x run: the neuron answers with a wave.`)),
    delay(0.8, reading().opacity(1, tempo.normal, ease.enter)),
  );
  yield* waitUntil('row');
  yield* all(row().count(p, 4, linear), x(p - 1, 4, linear));
  yield* waitFor(0.9);

  yield* waitUntil('column');
  yield* all(
    stage.look({ azimuth: 90, elevation: 8, fieldOfView: 12, zoom: 1050 }, 2.4),
    delay(0.8, row().opacity(0, 1.2, ease.move)),
    delay(0.6, frame.drawnY(1, tempo.slow, ease.move)),
    delay(0.6, frame.drawnFloor(1, tempo.slow, ease.move)),
    delay(0.4, caption.say(`Hold x at ${held.x} and let y run: another wave.`)),
    delay(1, x(held.x, 1, ease.move)),
    delay(1, y(0, 1, ease.move)),
  );
  yield* all(column().count(p, 3.4, linear), y(p - 1, 3.4, linear));
  yield* waitFor(0.8);

  yield* waitUntil('all-pairs');
  yield* all(
    stage.look(CLOSE, 2.6),
    row().opacity(1, 2.6, ease.move),
    frame.yEdge(1, 2.6, ease.glide),
    delay(0.3, caption.say(`Now every x with every y: ${groupDigits(p * p)} pairs.`)),
    reading().opacity(0, tempo.quick, ease.move),
  );
  const sweep = 4.6;
  yield* all(
    all2().count(p * p, sweep, ease.glide),
    delay(0.5, neuron.revealY(1, sweep, ease.glide)),
    delay(sweep - 0.2, all2().opacity(0, 1, ease.move)),
  );
  all2().remove();
  yield* all(row().opacity(0, tempo.normal, ease.move), column().opacity(0, tempo.normal, ease.move));
  row().remove();
  column().remove();
  reading().remove();
  yield* caption.say('One neuron is a landscape over both numbers.');
  yield* waitFor(1.6);
}

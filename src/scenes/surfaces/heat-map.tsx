import { all, createRef, delay, type ThreadGenerator, waitFor, waitUntil } from '@motion-canvas/core';
import { ColorBar } from '../../nodes/color-bar';
import { ease, sequential, tempo } from '../../theme';
import { type Cast, CLOSE, MIDDLE } from './cast';

/** The sheet flattens into a heat map, seen from above, and rises again. */
export function* heatMap(cast: Cast): ThreadGenerator {
  const { data, stage, caption, frame, heading, neuronAt, neuronRise, rise, ticks, neuron } = cast;
  const bar = createRef<ColorBar>();
  stage
    .parent()
    ?.add(
      <ColorBar
        ref={bar}
        x={520}
        y={MIDDLE.y}
        height={600}
        colors={sequential}
        range={data.range}
        ticks={ticks.map(({ height, label }) => ({ value: height, label }))}
        opacity={0}
      />,
    );

  /** The y axis leaves one edge and comes back at the other: it does not cross the sheet. */
  const moveAxis = function* (edge: number, seconds: number): ThreadGenerator {
    yield* frame.drawnY(0, tempo.normal, ease.move);
    frame.yEdge(edge);
    yield* waitFor(seconds - tempo.normal);
    yield* frame.drawnY(1, tempo.normal, ease.move);
  };

  yield* waitUntil('heat-map');
  yield* all(
    neuronAt(MIDDLE, 1.8, ease.move),
    stage.look(CLOSE, 2),
    delay(0.9, frame.opacity(1, tempo.normal, ease.enter)),
  );
  yield* all(
    stage.look({ azimuth: 0, elevation: 90, zoom: 650 }, 3),
    moveAxis(0, 1.6),
    frame.drawnHeight(0, tempo.normal, ease.move),
    delay(1.2, neuronRise(0, 1.8, ease.move)),
    delay(1.2, neuron.mesh(0, 1.8)),
    delay(2, bar().opacity(1, tempo.normal, ease.enter)),
    delay(1.7, caption.say('Seen from above, colour alone says the height: a heat map.')),
  );
  yield* waitFor(3);

  yield* waitUntil('rise');
  yield* all(
    bar().opacity(0, tempo.normal, ease.move),
    neuronRise(rise, 2.2, ease.move),
    neuron.mesh(0.1, 2.2),
    delay(0.4, stage.look({ ...CLOSE, azimuth: 52 }, 3.2)),
    moveAxis(1, 1.8),
    delay(1.8, frame.drawnHeight(1, 1, ease.move)),
    delay(2.8, heading.opacity(1, tempo.normal, ease.enter)),
    caption.say(''),
  );
  bar().remove();
}

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
import { ColorBar } from '../../nodes/color-bar';
import { HeatMap } from '../../nodes/heat-map';
import { Label } from '../../nodes/label';
import { SheetFrame, Surface3D } from '../../nodes/stage3d';
import { roundTicks } from '../../nodes/wave-geometry';
import { ease, palette, sequential, sizes, tempo, weights } from '../../theme';
import { type Cast, middleAt, riseFor } from './cast';
import { pairOnDiagonal } from './diagonal-geometry';
import { reelRange } from './reel';

const MIDDLE = new Vector2(0, -45);
const CLOSE = { azimuth: 34, elevation: 32, zoom: 690, fieldOfView: 18 } as const;
/** Pixels of the sheet's side seen from above; the heat map lies exactly on it. */
const SIDE = 660;
/** The window over the map when single sums are read, and the pixels of a cell then. */
const WINDOW = new Vector2(1360, 720);
const CELL = 158;

/** The logit of one answer: one bright diagonal, seen from the side, from above, and sum by sum. */
export function* diagonal({ data, stage, caption, view }: Cast): ThreadGenerator {
  const { p, answer, logit } = data;
  const field = logit.at(-1);
  if (field === undefined) return;
  const range = reelRange([field]);
  const tall = 0.4;
  const rise = createSignal(riseFor(range, tall));
  const place = () => middleAt(stage, MIDDLE, range, rise());
  const ticks = roundTicks(range[0], range[1], 4).map((value) => ({
    height: value,
    value,
    label: String(Number(value.toPrecision(6))).replace('-', '−'),
  }));
  const cell = SIDE / (p - 1);
  const [frame, sheet, heading, map, bar] = [
    createRef<SheetFrame>(),
    createRef<Surface3D>(),
    createRef<Node>(),
    createRef<HeatMap>(),
    createRef<ColorBar>(),
  ];
  stage.add(
    <>
      <SheetFrame
        ref={frame}
        p={p}
        range={range}
        ticks={ticks}
        heightName={'logit'}
        rise={rise}
        place={place}
        yEdge={1}
        opacity={0}
      />
      <Surface3D
        ref={sheet}
        fields={[field]}
        range={range}
        colors={sequential}
        rise={rise}
        place={place}
        opacity={0}
      />
    </>,
  );
  view.add(
    <>
      <HeatMap
        ref={map}
        y={MIDDLE.y}
        p={p}
        values={field.data}
        range={range}
        width={p * cell}
        height={p * cell}
        cell={cell}
        focus={[(p - 1) / 2, (p - 1) / 2]}
        text={(x, y) => ({ above: `${x} + ${y}`, below: `= ${(x + y) % p}` })}
        opacity={0}
      />
      <ColorBar
        ref={bar}
        x={560}
        y={MIDDLE.y}
        height={SIDE}
        colors={sequential}
        range={range}
        ticks={ticks}
        opacity={0}
      />
      <Node ref={heading} position={[-900, -470]} opacity={0}>
        <Label
          text={`The logit for ${answer}`}
          offset={[-1, 0]}
          fontSize={sizes.heading}
          fontWeight={weights.semibold}
        />
        <Label
          text={'how much the network speaks for this answer'}
          y={58}
          offset={[-1, 0]}
          fill={palette.muted}
        />
      </Node>
    </>,
  );
  stage.azimuth(CLOSE.azimuth + 16);
  stage.elevation(CLOSE.elevation);
  stage.zoom(CLOSE.zoom);
  stage.fieldOfView(CLOSE.fieldOfView);

  yield* waitUntil('logit');
  yield* all(
    stage.azimuth(CLOSE.azimuth, 5, ease.glide),
    frame().opacity(1, tempo.normal, ease.enter),
    sheet().opacity(1, tempo.normal, ease.enter),
    heading().opacity(1, tempo.normal, ease.enter),
    delay(0.6, caption.say(`Every sum x + y, and one answer: how loudly does the network say ${answer}?`)),
  );
  yield* waitFor(0.6);
  yield* waitUntil('flat');
  yield* all(
    heading().opacity(0, tempo.normal, ease.move),
    stage.look({ azimuth: 0, elevation: 90, zoom: SIDE }, 3),
    (function* (): ThreadGenerator {
      yield* frame().drawnY(0, tempo.normal, ease.move);
      frame().yEdge(0);
      yield* waitFor(0.8);
      yield* frame().drawnY(1, tempo.normal, ease.move);
    })(),
    frame().drawnHeight(0, tempo.normal, ease.move),
    delay(1.2, rise(0, 1.8, ease.move)),
    delay(1.2, sheet().mesh(0, 1.8)),
    delay(2, bar().opacity(1, tempo.normal, ease.enter)),
    delay(1, caption.say('One diagonal is the brightest. Let us go close enough to read it.')),
  );
  yield* map().opacity(1, tempo.normal, ease.move);
  sheet().opacity(0);
  yield* waitFor(0.6);

  yield* waitUntil('zoom');
  yield* all(
    frame().opacity(0, tempo.normal, ease.move),
    bar().opacity(0, tempo.normal, ease.move),
    map().width(WINDOW.x, 3.6, ease.glide),
    map().height(WINDOW.y, 3.6, ease.glide),
    map().look({ cell: CELL, focus: pairOnDiagonal(answer, p) }, 3.6),
  );
  yield* caption.say(`Each cell is one sum. Along the brightest diagonal, all of them make ${answer}.`);
  const [x, y] = pairOnDiagonal(answer, p);
  yield* map().look({ cell: CELL, focus: [x + 4, y - 4] }, 3.6);
  yield* waitFor(0.8);
  yield* waitUntil('back');
  yield* all(
    caption.say('So the network knows them all, also those that it was never shown.'),
    map().look({ cell, focus: [(p - 1) / 2, (p - 1) / 2] }, 3, ease.glide),
    map().width(p * cell, 3, ease.glide),
    map().height(p * cell, 3, ease.glide),
    delay(2.2, frame().opacity(1, tempo.normal, ease.enter)),
  );
  yield* waitFor(1.2);
  yield* all(
    map().opacity(0, tempo.normal, ease.move),
    frame().opacity(0, tempo.normal, ease.move),
    caption.say(''),
  );
  for (const node of [frame(), sheet(), heading(), map(), bar()]) node.remove();
}

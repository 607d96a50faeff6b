import { Node, Rect } from '@motion-canvas/2d';
import {
  all,
  createRef,
  createSignal,
  delay,
  type SimpleSignal,
  type ThreadGenerator,
  Vector2,
  waitFor,
  waitUntil,
} from '@motion-canvas/core';
import { Axes } from '../../nodes/axes';
import { Digits, Label } from '../../nodes/label';
import { groupDigits } from '../../nodes/number-format';
import { PlotCurve, type Series } from '../../nodes/plot-curve';
import { PlotFrame } from '../../nodes/plot-frame';
import { Surface3D } from '../../nodes/stage3d';
import { WaveTrace } from '../../nodes/wave-trace';
import { ease, palette, roles, sequential, sizes, strokes, tempo } from '../../theme';
import { type Cast, middleAt, riseFor } from './cast';
import { lossAxis, stepAxis } from './loss-axes';
import { play } from './play';
import { momentAt, momentWeights, placeOf, type Reel, reelRange, rowAt, stepOf } from './reel';

/** The panes: three beside each other, two rows, above the caption and the step. */
const COLUMNS = [-628, 0, 628] as const;
const ROWS = [-312, 92] as const;
const PANE = new Vector2(608, 384);
const VIEW = { azimuth: 34, elevation: 32, zoom: 300, fieldOfView: 5 } as const;
const TALL = 0.42;
/** Pixels of the probes' curves: how wide, how high a unit at most, and how far up and down there is room. */
const CURVE = { width: 500, unit: 48, reach: 62 } as const;

/** Six panes, and the one signal that moves them all: the place among the recorded steps. */
export interface Panes {
  readonly place: SimpleSignal<number>;
  readonly node: Node;
  readonly sheets: readonly Surface3D[];
}

/** Builds the six panes at the first recorded step, unseen. */
export function buildPanes({ data, stage, view }: Cast): Panes {
  const { steps, neurons, output, logit, answer, probes, losses } = data;
  const place = createSignal(0);
  const moment = createSignal(() => momentAt(place(), steps.length));
  // One array of weights for all four sheets: they cannot show different steps.
  const weights = createSignal(() => momentWeights(moment(), steps.length));
  const step = createSignal(() => stepOf(moment(), steps));
  const node = createRef<Node>();
  const panes: Node[] = [];
  const pane = (column: 0 | 1 | 2, row: 0 | 1, title: string, children: Node | Node[]) => {
    panes.push(
      new Rect({
        position: [COLUMNS[column], ROWS[row]],
        size: PANE,
        radius: 16,
        fill: palette.panel,
        children: [
          new Label({ text: title, y: 36 - PANE.y / 2, fontSize: sizes.small, fill: palette.text }),
          ...(Array.isArray(children) ? children : [children]),
        ],
      }),
    );
  };
  const neuronRange = reelRange(...neurons.map(({ reel }) => reel));
  const sheet = (column: 0 | 1 | 2, row: 0 | 1, reel: Reel, range: readonly [number, number]) => {
    const rise = riseFor(range, TALL);
    const at = new Vector2(COLUMNS[column], ROWS[row] + 26);
    return new Surface3D({
      fields: reel,
      weights,
      range,
      rise,
      colors: sequential,
      mesh: 0,
      place: () => middleAt(stage, at, range, rise),
    });
  };
  const sheets = [
    ...neurons.map(({ reel }, i) => sheet(i === 0 ? 0 : 1, 0, reel, neuronRange)),
    sheet(2, 0, output.reel, reelRange(output.reel)),
    sheet(0, 1, logit, reelRange(logit)),
  ];
  neurons.forEach(({ neuron }, i) => {
    pane(i === 0 ? 0 : 1, 0, `neuron ${neuron}, before its ReLU`, []);
  });
  pane(2, 0, `MLP output, dimension ${output.dimension}`, []);
  pane(0, 1, `logit for ${answer}`, []);
  // One scale for both and for all steps, on which none leaves its room.
  const most = [...probes.cos, ...probes.sin].reduce(
    (largest, curve) => curve.reduce((so, value) => Math.max(so, Math.abs(value)), largest),
    0,
  );
  const read = (part: 'cos' | 'sin', y: number) =>
    new WaveTrace({
      values: () => rowAt(probes[part], moment()),
      width: CURVE.width,
      unit: Math.min(CURVE.unit, CURVE.reach / most),
      y,
      stroke: roles[part],
      lineWidth: strokes.line,
    });
  const r2 = (part: 'cos' | 'sin', x: number) =>
    new Digits({
      text: () => `${part}: R² ${Math.max(0, probes.r2[moment().index]?.[part] ?? 0).toFixed(2)}`,
      position: [x, 162],
      fontSize: sizes.small,
      fill: roles[part],
    });
  pane(1, 1, `probes read cos and sin, k = ${probes.k}`, [
    read('cos', -56),
    read('sin', 72),
    r2('cos', -140),
    r2('sin', 140),
  ]);
  const frame = new PlotFrame(stepAxis(steps), lossAxis([losses.train, losses.test]), {
    left: 92 - PANE.x / 2,
    top: 78 - PANE.y / 2,
    width: PANE.x - 130,
    height: PANE.y - 110,
  });
  const curve = (series: Series, color: string) =>
    new PlotCurve({ frame, series, color, upTo: step, head: 7, lineWidth: 4 });
  pane(2, 1, 'loss', [
    new Axes({ frame, xName: '', yName: '', xLabels: 0, yGap: 62 }),
    new Label({ text: 'train', position: [150, 36 - PANE.y / 2], fontSize: sizes.small, fill: roles.train }),
    new Label({ text: 'test', position: [236, 36 - PANE.y / 2], fontSize: sizes.small, fill: roles.test }),
    curve(losses.train, roles.train),
    curve(losses.test, roles.test),
  ]);
  // Behind the stage, so that the sheets stand on the panes.
  const behind = createRef<Node>();
  stage.parent()?.insert(<Node ref={behind}>{panes}</Node>, 0);
  behind().opacity(() => node().opacity());
  stage.add(sheets);
  for (const one of sheets) one.opacity(() => node().opacity());
  view.add(
    <Node ref={node} y={344} opacity={0}>
      <Digits text={'step'} x={-20} offset={[1, 0]} fill={palette.muted} />
      <Digits
        text={() => groupDigits(steps[Math.round(place())] ?? 0)}
        x={0}
        offset={[-1, 0]}
        fill={palette.accent}
      />
    </Node>,
  );
  return { place, node: node(), sheets };
}

/** The whole training at once. */
export function* wholeTraining(cast: Cast, { place, node, sheets }: Panes): ThreadGenerator {
  const { data, stage, caption } = cast;
  const { steps, memorised, high } = data;
  const last = steps.length - 1;
  const early = placeOf(Math.min(memorised, 200), steps);
  const run = (to: number, seconds: number) => play(place, to, seconds);

  yield* waitUntil('six panes');
  stage.azimuth(VIEW.azimuth);
  stage.elevation(VIEW.elevation);
  stage.zoom(VIEW.zoom);
  stage.fieldOfView(VIEW.fieldOfView);
  yield* all(
    node.opacity(1, tempo.slow, ease.enter),
    caption.say('Back to the first step, before it has learned anything. Six views of one training.'),
  );
  yield* waitFor(2.6);
  yield* waitUntil('memorise');
  yield* all(
    caption.say('First it memorises. Train loss falls; inside there is only noise.'),
    delay(0.5, run(early, 3.6)),
  );
  yield* waitFor(1.2);
  yield* waitUntil('plateau');
  yield* all(
    caption.say('Then test loss stays high for a long time, as if nothing happened …'),
    delay(0.4, run(placeOf(memorised, steps), 4)),
  );
  yield* waitFor(0.6);
  yield* all(
    caption.say('… but look inside: waves grow, the probes turn clean, ridges line up.'),
    delay(0.4, run(placeOf(Math.max(high, memorised), steps), 8)),
  );
  yield* waitFor(1.6);
  yield* waitUntil('falls');
  yield* all(
    caption.say('Only when the circuit stands does the test loss come down.'),
    delay(0.4, run(last, 4.6)),
  );
  yield* waitFor(2);
  yield* all(node.opacity(0, tempo.normal, ease.move), caption.say(''));
  for (const one of sheets) one.remove();
  node.remove();
}

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
import { Axes } from '../../nodes/axes';
import { Digits, Label } from '../../nodes/label';
import { type LiveNumber, LiveNumbers } from '../../nodes/live-number';
import { groupDigits, magnitude } from '../../nodes/number-format';
import { PlotCurve, type Series } from '../../nodes/plot-curve';
import { PlotFrame } from '../../nodes/plot-frame';
import { PlotNote } from '../../nodes/plot-note';
import { PlotSpan } from '../../nodes/plot-span';
import { Surface3D } from '../../nodes/stage3d';
import { ease, palette, roles, sequential, sizes, tempo } from '../../theme';
import { type Cast, middleAt, riseFor } from './cast';
import { lossAxis, stepAxis } from './loss-axes';
import { firstBelow } from './loss-moments';
import { play } from './play';
import { momentAt, momentWeights, PARTS, placeOf, type Reel, reelRange, stepOf } from './reel';

/** The three sheets above, and the plot below them. */
const SHEETS = [new Vector2(-600, -300), new Vector2(0, -300), new Vector2(600, -300)] as const;
const BELOW = 158;
const PLOT = { left: -740, top: -40, width: 1300, height: 370 } as const;
const VIEW = { azimuth: 34, elevation: 32, zoom: 280, fieldOfView: 5 } as const;

/** The logit is split at every step; what each part alone would lose is the restricted and the excluded loss. */
export function* losses({ data, stage, caption, view }: Cast): ThreadGenerator {
  const { steps, logit, waves, answer, keys, memorised } = data;
  const last = steps.length - 1;
  const place = createSignal(last);
  const moment = createSignal(() => momentAt(place(), steps.length));
  const step = () => stepOf(moment(), steps);
  const range = reelRange(logit);
  const rise = riseFor(range, 0.44);
  const fields: Reel = [...logit, ...waves];
  const sheet = (at: Vector2, [whole, part]: readonly [number, number]) => {
    const shown = () => momentWeights(moment(), steps.length);
    return new Surface3D({
      fields,
      weights: () => [...shown().map((w) => w * whole), ...shown().map((w) => w * part)],
      range,
      rise,
      colors: sequential,
      mesh: 0,
      place: () => middleAt(stage, at, range, rise),
      opacity: 0,
    });
  };
  const sheets = [
    sheet(SHEETS[0], [1, 0]),
    sheet(SHEETS[1], PARTS.waves),
    sheet(SHEETS[2], PARTS.rest),
  ] as const;
  stage.add(sheets);
  const frame = new PlotFrame(
    stepAxis(steps),
    lossAxis([data.losses.train, data.losses.test, data.losses.restricted, data.losses.excluded]),
    PLOT,
  );
  const axes = createRef<Axes>();
  const [lead, turn] = [createRef<PlotSpan>(), createRef<PlotNote>()];
  const [early, late] = [firstBelow(data.losses.restricted, 1), firstBelow(data.losses.test, 1)];
  const lowest = Number(
    data.losses.excluded.values[placeOf(memorised, Array.from(data.losses.excluded.steps))],
  );
  const [names, signs, counter, background] = [
    createRef<Node>(),
    createRef<Node>(),
    createRef<Node>(),
    createRef<Node>(),
  ];
  const pens = { restricted: createSignal(0), excluded: createSignal(0) };
  const heads = { restricted: createSignal(0), excluded: createSignal(0) };
  const curve = (series: Series, name: 'restricted' | 'excluded') =>
    new PlotCurve({ frame, series, color: roles[name], upTo: () => pens[name](), head: () => heads[name]() });
  const restricted = curve(data.losses.restricted, 'restricted');
  const excluded = curve(data.losses.excluded, 'excluded');
  const number = (name: string, color: string, of: PlotCurve): LiveNumber => ({
    name,
    color,
    curve: of,
    format: magnitude,
  });
  const full = (series: Series, color: string) => new PlotCurve({ frame, series, color, lineWidth: 4 });
  const [train, test] = [full(data.losses.train, roles.train), full(data.losses.test, roles.test)];
  const readings = {
    restricted: new LiveNumbers({
      frame,
      numbers: [number('restricted', roles.restricted, restricted)],
      shown: 0,
    }),
    excluded: new LiveNumbers({ frame, numbers: [number('excluded', roles.excluded, excluded)], shown: 0 }),
    both: new LiveNumbers({
      frame,
      numbers: [
        number('excluded', roles.excluded, excluded),
        number('test', roles.test, test),
        number('train', roles.train, train),
        number('restricted', roles.restricted, restricted),
      ],
      shown: 0,
    }),
  };
  view.add(
    <>
      <Node ref={background} opacity={0}>
        {train}
        {test}
        <Label
          text={'train'}
          position={[PLOT.left + PLOT.width - 150, PLOT.top - 22]}
          fill={roles.train}
          offset={[1, 0]}
        />
        <Label
          text={'test'}
          position={[PLOT.left + PLOT.width - 60, PLOT.top - 22]}
          fill={roles.test}
          offset={[1, 0]}
        />
      </Node>
      <Axes ref={axes} frame={frame} xName={'step'} yName={'loss'} yGap={62} shown={0} />
      {restricted}
      {excluded}
      <PlotSpan
        ref={lead}
        frame={frame}
        begin={{ value: early, from: () => frame.yAt(1) }}
        end={{ value: late, from: () => frame.yAt(1) }}
        height={() => PLOT.top - 24}
        text={`${groupDigits(late - early)} steps sooner`}
        color={palette.accent}
      />
      <PlotNote
        ref={turn}
        frame={frame}
        point={[memorised, lowest]}
        lines={[`lowest at step ${groupDigits(memorised)}`]}
        offset={[260, 40]}
        color={roles.excluded}
      />
      {readings.restricted}
      {readings.excluded}
      {readings.both}
      <Node ref={names}>
        {[`logit for ${answer}`, 'the waves of x + y', 'everything else'].map((text, i) => (
          <Node position={(SHEETS[i] ?? SHEETS[0]).addY(BELOW)} opacity={0}>
            <Label text={text} fill={i === 1 ? roles.restricted : i === 2 ? roles.excluded : palette.text} />
          </Node>
        ))}
      </Node>
      <Node ref={signs} opacity={0}>
        <Label text={'='} position={[-300, -300]} fontSize={sizes.heading} fill={palette.muted} />
        <Label text={'+'} position={[300, -300]} fontSize={sizes.heading} fill={palette.muted} />
      </Node>
      <Node ref={counter} position={[-880, -480]} opacity={0}>
        <Digits
          text={() => `step ${groupDigits(steps[Math.round(place())] ?? 0)}`}
          offset={[-1, 0]}
          fill={palette.accent}
        />
      </Node>
    </>,
  );
  const name = (i: number) => names().children()[i]?.opacity(1, tempo.normal, ease.enter) ?? waitFor(0);
  const keyNames =
    keys.length === 1 ? `k = ${keys[0]}` : `k = ${keys.slice(0, -1).join(', ')} and ${keys.at(-1)}`;

  yield* waitUntil('split');
  stage.azimuth(VIEW.azimuth);
  stage.elevation(VIEW.elevation);
  stage.zoom(VIEW.zoom);
  stage.fieldOfView(VIEW.fieldOfView);
  yield* all(
    sheets[0].opacity(1, tempo.normal, ease.enter),
    name(0),
    counter().opacity(1, tempo.normal, ease.enter),
    caption.say(`The network may answer by its waves of x + y, ${keyNames} …`),
    delay(
      1.2,
      all(
        sheets[1].opacity(1, tempo.normal, ease.enter),
        name(1),
        signs().opacity(1, tempo.normal, ease.enter),
      ),
    ),
  );
  yield* waitFor(1.4);
  yield* all(
    caption.say('… or by anything else, such as memory.'),
    sheets[2].opacity(1, tempo.normal, ease.enter),
    name(2),
  );
  yield* waitFor(1.8);
  yield* all(
    caption.say('Train loss and test loss ask how good both are together.'),
    axes().shown(1, tempo.slow, ease.move),
    delay(0.8, background().opacity(1, tempo.normal, ease.enter)),
  );
  yield* waitFor(1.6);

  /** Plays the training once more while one part alone must answer. */
  const alone = function* (
    which: 'restricted' | 'excluded',
    dimmed: Surface3D,
    seconds: number,
  ): ThreadGenerator {
    yield* all(play(place, 0, 1.2), dimmed.opacity(0.12, 1, ease.move));
    pens[which](step);
    yield* all(
      heads[which](9, tempo.quick),
      readings[which].shown(1, tempo.normal),
      (function* (): ThreadGenerator {
        yield* play(place, placeOf(memorised, steps), seconds * 0.4);
        yield* play(place, last, seconds * 0.6);
      })(),
    );
    pens[which](steps.at(-1) ?? 0);
    yield* all(
      heads[which](0, tempo.quick),
      readings[which].shown(0, tempo.quick),
      dimmed.opacity(1, 1, ease.move),
    );
  };
  yield* waitUntil('restricted');
  yield* all(
    background().opacity(0.4, tempo.normal, ease.move),
    caption.say('Restricted loss: keep the waves, throw the rest away. Held-out sums only.'),
    delay(1, alone('restricted', sheets[2], 8)),
  );
  yield* all(
    caption.say('The waves alone come to know the sums sooner: what was memorised still drowns them out.'),
    lead().shown(1, 1.6),
  );
  yield* waitFor(3);
  yield* lead().opacity(0, tempo.normal, ease.move);
  yield* waitUntil('excluded');
  yield* all(
    caption.say('Excluded loss: throw the waves away, keep the rest. Can it still do the sums it was shown?'),
    delay(1, alone('excluded', sheets[1], 8)),
  );
  yield* all(
    caption.say('From here on the network leans on its waves, and test loss shows nothing of it yet.'),
    turn().shown(1, tempo.slow),
  );
  yield* waitFor(3.4);
  yield* all(
    ...sheets.map((one) => one.opacity(0, tempo.normal, ease.move)),
    ...[names(), signs(), counter(), background(), axes(), turn(), restricted, excluded].map((node) =>
      node.opacity(0, tempo.normal, ease.move),
    ),
    caption.say(''),
  );
  for (const node of [
    ...sheets,
    names(),
    signs(),
    counter(),
    background(),
    axes(),
    lead(),
    turn(),
    restricted,
    excluded,
  ])
    node.remove();
  for (const node of Object.values(readings)) node.remove();
}

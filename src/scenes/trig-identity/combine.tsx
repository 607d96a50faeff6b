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
import { waveFormula } from '../../analysis/formula';
import { Axes } from '../../nodes/axes';
import { colored, Formula } from '../../nodes/formula';
import { Digits, Label } from '../../nodes/label';
import { percent } from '../../nodes/number-format';
import { PlotCurve } from '../../nodes/plot-curve';
import { PlotAxis, PlotFrame } from '../../nodes/plot-frame';
import { PlotNote } from '../../nodes/plot-note';
import { texNumber, waveTex } from '../../nodes/wave-tex';
import { ease, palette, roles, sequential, sizes, tempo } from '../../theme';
import { type Cast, stand } from './cast';
import { combinationTex } from './formulas';
import type { Pair } from './neurons';
import { combinationWeights, leftCurve, SPAN } from './weights';

/** Where the combination stands, and the plot of what it leaves. */
const SHEET = new Vector2(-430, -70);
const PLOT = { left: 330, top: -250, width: 480, height: 380 } as const;
/** n₂ is taken away from n₁ little by little, until the wave of x − y is gone. */
export function* combine(cast: Cast, pair: Pair): ThreadGenerator {
  const { data, stage, caption, view } = cast;
  const { first, second, ratio, ownRatio, leftAt, shareAt, p, combined } = data;
  const r = createSignal(0);
  const made = stand(stage, [first.together, second.together], [1, 0], pair.first.at(), {
    colors: sequential,
    range: pair.range,
    tall: pair.tall,
  });
  made.weights(() => combinationWeights(r()));
  const frame = new PlotFrame(
    new PlotAxis({ linear: [0, SPAN * ratio], log: [0.01, SPAN * ratio] }),
    new PlotAxis({ linear: [0, 1.12 * leftAt(0)], log: [1e-3, 2] }),
    PLOT,
  );
  const [panel, texts, formula] = [createRef<Node>(), createRef<Node>(), createRef<Node>()];
  const own = createRef<PlotNote>();
  const series = leftCurve(data);
  view.add(
    <>
      <Node ref={panel} opacity={0}>
        <Axes frame={frame} xName={'r'} yName={''} yGap={110} />
        <Label
          text={'amplitude of the x − y wave'}
          position={[PLOT.left - 18, PLOT.top - 66]}
          offset={[-1, 0]}
          fill={roles.difference}
        />
        <Node opacity={0.35}>
          <PlotCurve frame={frame} series={series} color={roles.difference} />
        </Node>
        <PlotCurve frame={frame} series={series} color={roles.difference} upTo={() => r()} head={10} />
        <PlotNote
          ref={own}
          frame={frame}
          point={[ownRatio, leftAt(ownRatio)]}
          lines={['the network’s own', `weights: r = ${ownRatio.toFixed(2)}`]}
          offset={[ownRatio < 1.3 * ratio ? -20 : -60, -190]}
          color={palette.accent}
        />
      </Node>
      <Node ref={texts} opacity={0}>
        <Formula tex={combinationTex('r')} position={[SHEET.x, -425]} fontSize={sizes.caption} />
        <Node position={[SHEET.x, 330]}>
          <Digits text={() => percent(shareAt(r()))} x={-30} offset={[1, 0]} fill={palette.accent} />
          <Label text={'of the variance is in x + y'} x={0} offset={[-1, 0]} fill={palette.muted} />
        </Node>
        <Node position={[PLOT.left, 255]}>
          <Digits text={() => `r = ${r().toFixed(2)}`} offset={[-1, 0]} />
          <Digits
            text={() => `x − y wave: ${leftAt(r()).toFixed(3)}`}
            y={58}
            offset={[-1, 0]}
            fill={roles.difference}
          />
        </Node>
      </Node>
      <Node ref={formula} position={[SHEET.x, 255]} opacity={0}>
        <Formula tex={colored(roles.sum, waveTex(waveFormula(combined), p))} fontSize={sizes.body} />
      </Node>
    </>,
  );

  yield* waitUntil('combine');
  made.sheet.opacity(1);
  pair.first.sheet.opacity(0);
  yield* all(
    pair.texts.opacity(0, tempo.normal, ease.move),
    caption.say('Take r times the second neuron away from the first.'),
    made.at(SHEET, 1.6, ease.move),
    pair.second.at(SHEET.addX(60).addY(-150), 1.6, ease.move),
    stage.look({ zoom: 560 }, 1.6),
    delay(0.8, pair.second.sheet.opacity(0, tempo.normal, ease.move)),
    delay(0.9, texts().opacity(1, tempo.normal, ease.enter)),
    delay(0.9, panel().opacity(1, tempo.normal, ease.enter)),
  );
  yield* waitFor(0.5);
  yield* all(
    r(ratio, 5, ease.glide),
    delay(1.4, caption.say('The wave of x − y shrinks, and the hills grow together into ridges.')),
  );
  yield* all(
    formula().opacity(1, tempo.normal, ease.enter),
    caption.say(
      `At r = ${texNumber(ratio)} it is gone: ${texNumber(leftAt(ratio), 3)} is left, of ${texNumber(leftAt(0))}.`,
    ),
  );
  yield* waitFor(2.6);
  yield* waitUntil('own weights');
  yield* all(
    own().shown(1, tempo.slow),
    caption.say(`And these are the weights that training found: almost the same r.`),
  );
  yield* waitFor(3.2);
  yield* all(
    panel().opacity(0, tempo.normal, ease.move),
    texts().opacity(0, tempo.normal, ease.move),
    formula().opacity(0, tempo.normal, ease.move),
    made.sheet.opacity(0, tempo.normal, ease.move),
    caption.say(''),
  );
  for (const node of [
    panel(),
    texts(),
    formula(),
    pair.texts,
    made.sheet,
    pair.first.sheet,
    pair.second.sheet,
  ])
    node.remove();
}

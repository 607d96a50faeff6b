import { Node } from '@motion-canvas/2d';
import {
  all,
  createRef,
  createSignal,
  delay,
  easeInOutSine,
  linear,
  type ThreadGenerator,
  waitFor,
  waitUntil,
} from '@motion-canvas/core';
import { Axes } from '../../nodes/axes';
import { Label } from '../../nodes/label';
import { LiveNumbers } from '../../nodes/live-number';
import { groupDigits, percent } from '../../nodes/number-format';
import { PlotCurve } from '../../nodes/plot-curve';
import { PlotAxis, PlotFrame } from '../../nodes/plot-frame';
import { PlotReading } from '../../nodes/plot-reading';
import { ease, palette, roles, tempo } from '../../theme';
import type { KeySpectra } from './keys';
import { LARGE } from './layout';
import type { Stage } from './stage';

/** The whole training once more, in frequencies: all of them at first, a few at last. */
export function* training(
  { root, caption, data }: Stage,
  { embed, unembed, step }: KeySpectra,
): ThreadGenerator {
  const { half, keys, keyShare, norms } = data;
  const total = norms.embed.steps.at(-1) ?? 0;
  const frame = new PlotFrame(
    new PlotAxis({ linear: [0, total], log: [1, total] }),
    new PlotAxis({ linear: [0, 1.05], log: [1e-3, 1] }),
    { left: LARGE.left, width: LARGE.width, ...LARGE.share },
  );
  const strip = createRef<Node>();
  const axes = createRef<Axes>();
  const dot = createSignal(0);
  const curves = { embed: createRef<PlotCurve>(), unembed: createRef<PlotCurve>() };
  const shown = createSignal(0);
  const curve = (matrix: 'embed' | 'unembed', color: string) => (
    <PlotCurve
      ref={curves[matrix]}
      frame={frame}
      series={keyShare[matrix]}
      color={color}
      upTo={() => (shown() > 0 ? step() : -1)}
      head={() => dot()}
      lineWidth={4}
    />
  );
  root.add(
    <Node ref={strip}>
      <Axes
        ref={axes}
        frame={frame}
        xName={'training step'}
        yName={''}
        yLabel={(value) => percent(value, 0)}
        yGap={60}
        shown={0}
      />
      <Label
        text={'share of the power that the key frequencies hold'}
        fill={palette.muted}
        position={[LARGE.left + 20, LARGE.share.top - 40]}
        offset={[-1, 0]}
        opacity={() => axes().shown()}
      />
      {curve('unembed', roles.sum)}
      {curve('embed', palette.text)}
    </Node>,
  );
  const numbers = [
    { name: 'answers', color: roles.sum, curve: curves.unembed(), format: (share: number) => percent(share) },
    {
      name: 'embedding',
      color: palette.text,
      curve: curves.embed(),
      format: (share: number) => percent(share),
    },
  ];
  strip().add(<LiveNumbers frame={frame} numbers={numbers} opacity={shown} />);
  const counter = (
    <PlotReading frame={embed.frame} name={'step'} value={() => groupDigits(step())} above={44} opacity={0} />
  ) as PlotReading;
  root.add(counter);
  const [first, final] = [0, keyShare.embed.values.length - 1];
  const share = (matrix: 'embed' | 'unembed', at: number) => percent(keyShare[matrix].values[at] ?? 0);

  yield* waitUntil('training');
  yield* all(
    caption.say('How did it come to these? Back to the first step of the training.'),
    unembed.node.opacity(0, tempo.normal, ease.move),
    embed.levels[0]?.shown(0, tempo.quick, linear) ?? waitFor(0),
    delay(0.5, embed.frame.y.logness(0, 1.8, ease.move)),
    delay(0.5, embed.frame.top(LARGE.film.top, 1.8, ease.move)),
    delay(0.5, embed.frame.height(LARGE.film.height, 1.8, ease.move)),
    delay(1.4, embed.stems.numbers(1, tempo.normal)),
    delay(1.4, embed.axes.xLabels(1, 0.8)),
    delay(1.4, counter.opacity(1, tempo.normal)),
  );
  unembed.node.remove();
  yield* step(norms.embed.steps[0] ?? 0, 2.6, easeInOutSine);
  yield* waitUntil('dense');
  yield* all(
    caption.say('At the start there are all of them: random weights prefer none.'),
    axes().shown(1, tempo.slow, linear),
  );
  yield* waitFor(1.2);
  yield* all(
    caption.say(
      `The key frequencies hold ${share('embed', first)} of the power, about their fair share: ${keys.length} of ${half}.`,
    ),
    shown(1, tempo.normal),
    dot(8, tempo.quick),
  );
  yield* waitFor(2);
  yield* waitUntil('sparse');
  yield* all(
    caption.say('Now it trains. A few frequencies win; weight decay wears the others down.'),
    step(total, 11, easeInOutSine),
  );
  yield* waitFor(0.6);
  yield* all(
    caption.say(
      `Of ${half} frequencies, a few are left. They hold ${share('embed', final)} of the power in the embedding …`,
    ),
  );
  yield* waitFor(2);
  yield* caption.say(`… and ${share('unembed', final)} of what leads to the answers.`);
  yield* waitFor(2.6);
}

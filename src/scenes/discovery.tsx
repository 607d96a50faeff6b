import { makeScene2D, Node } from '@motion-canvas/2d';
import { all, delay, easeInOutSine, linear, tween, waitFor, waitUntil } from '@motion-canvas/core';
import { Caption } from '../nodes/caption';
import { Label } from '../nodes/label';
import { PlotBands } from '../nodes/plot-bands';
import { PlotSpan } from '../nodes/plot-span';
import { ease, palette, sizes, tempo } from '../theme';
import { beginChapter, endChapter, loaded } from './chapter';
import { loadDiscovery } from './discovery/load';
import { dataFinding, publishedMarks, sourceLine, titleCard } from './discovery/paper';
import { ACCIDENT, REPORT } from './discovery/published';
import { byHeart, delayFactor, delaySentence, given, others, publishedDelay } from './discovery/sentences';
import { accuracyAxes, layout, publishedFrame, runPlot, stepAxis } from './discovery/stage';

/**
 * How grokking was found: an experiment that seems to be over is left running, and long after, it jumps. First on the
 * curves of our run, then beside the figures of the paper that reported it.
 */
export default makeScene2D(function* (view) {
  view.fill(palette.background);
  const run = yield* beginChapter();
  const data = yield* loaded(loadDiscovery(run));
  const steps = stepAxis(data);
  const ours = runPlot(steps, data);
  const theirs = publishedFrame(steps);
  const theirAxes = accuracyAxes(theirs, [layout.theirs.height]);
  const marks = publishedMarks(theirs);
  const [card, source, finding] = [titleCard(), sourceLine(), dataFinding()];
  const caption = (<Caption />) as Caption;
  const root = (<Node />) as Node;
  const heading = (text: string, frame: typeof theirs) =>
    (
      <Label
        text={text}
        position={() => [layout.left + 20, frame.top() - 44]}
        offset={[-1, 0]}
        fill={palette.muted}
        opacity={0}
      />
    ) as Label;
  const ourName = heading(`our run: ${data.task}, measured`, ours.frame);
  const theirName = heading(
    `Power et al. ${REPORT.year}: ${REPORT.task}, shown ${REPORT.share}; published figures`,
    theirs,
  );
  const accident = (
    <Label
      text={ACCIDENT}
      position={[900, -508]}
      offset={[1, 0]}
      fontSize={sizes.small}
      fill={palette.muted}
      opacity={0}
    />
  ) as Label;
  const span = (
    <PlotSpan
      frame={ours.frame}
      begin={{ value: data.memorised, from: () => ours.frame.yAt(1) }}
      end={{ value: data.grokked, from: () => ours.frame.yAt(1) }}
      height={() => ours.frame.yAt(0.55)}
      text={`× ${delayFactor(data)}`}
      color={palette.accent}
    />
  ) as PlotSpan;
  const silence = (
    <PlotBands
      frame={ours.frame}
      bands={[{ name: '', from: data.memorised, to: data.risen, color: palette.accent, tint: 0.12 }]}
    />
  ) as PlotBands;
  root.add([
    silence,
    ours.axes,
    ours.guess,
    ...ours.curves,
    span,
    ours.numbers,
    ours.counter,
    ourName,
    accident,
  ]);
  root.add([
    theirAxes,
    marks.guess,
    marks.memorised,
    marks.silent,
    marks.grokked,
    theirName,
    card,
    source,
    finding,
  ]);
  view.add([root, caption]);

  /** Lets the pen run to a step, evenly along the axis as it is drawn at the time. */
  const advance = (to: number, seconds: number) => {
    const [from, goal] = [steps.unit(ours.step()), steps.unit(to)];
    return tween(seconds, (t) => ours.step(t < 1 ? steps.value(easeInOutSine(t, from, goal)) : to));
  };

  yield* waitFor(0.2);
  yield* all(
    ours.axes.shown(1, tempo.slow, linear),
    delay(0.6, ourName.opacity(1, tempo.normal, ease.enter)),
    delay(0.4, caption.say(given(data))),
  );
  yield* ours.guess.shown(1, tempo.normal, linear);
  yield* waitFor(1);

  yield* waitUntil('by heart');
  yield* all(
    caption.say(byHeart(data)),
    ours.dot(9, tempo.quick),
    ours.numbers.shown(1, tempo.normal),
    ours.counter.opacity(1, tempo.normal),
    delay(0.3, advance(data.stop, 3.6)),
  );
  yield* waitFor(0.6);
  yield* caption.say(others(data));
  yield* waitFor(2);
  yield* caption.say('Here one would stop: it has only learnt by heart.');
  yield* waitFor(2.2);

  yield* waitUntil('left running');
  yield* all(
    caption.say('At OpenAI, experiments like this were left running by accident: days, not hours.'),
    accident.opacity(1, tempo.normal, ease.enter),
  );
  yield* waitFor(3);
  yield* all(
    accident.opacity(0, tempo.normal, ease.move),
    caption.say('To see so far, let every factor of ten have the same room.'),
    delay(0.6, steps.logness(1, 2.8, ease.move)),
  );
  yield* waitFor(1);

  yield* waitUntil('silence');
  yield* all(caption.say('On it goes. Nothing much to see …'), delay(0.3, advance(data.quiet, 4.6)));
  yield* waitUntil('jump');
  yield* all(caption.say('… and then it knows them all.'), advance(data.grokked, 2.6));
  yield* advance(data.total, 1);
  yield* all(ours.dot(0, tempo.normal), ours.counter.opacity(0, tempo.normal));
  yield* all(caption.say(delaySentence(data)), delay(0.4, span.shown(1, 1.8, linear)));
  yield* waitFor(2.2);

  yield* waitUntil('paper');
  yield* all(
    span.opacity(0, tempo.quick, ease.move),
    caption.say(`Published in ${REPORT.year}, it was given a name: grokking.`),
    ours.frame.top(layout.ours.top, tempo.slow, ease.move),
    ours.frame.height(layout.ours.height, tempo.slow, ease.move),
    delay(1.2, card.opacity(1, tempo.normal, ease.enter)),
  );
  yield* waitFor(3.4);
  yield* all(
    card.opacity(0, tempo.normal, ease.move),
    delay(0.5, source.opacity(1, tempo.normal, ease.enter)),
    delay(0.5, theirName.opacity(1, tempo.normal, ease.enter)),
    delay(0.5, theirAxes.shown(1, tempo.slow, linear)),
    delay(0.8, ours.axes.xLabels(0, tempo.normal)),
    delay(0.6, caption.say(`Another network, another task: ${REPORT.task}. Its train pairs it soon knew.`)),
    delay(1.8, marks.guess.shown(1, tempo.normal, linear)),
    delay(2.2, marks.memorised.shown(1, tempo.slow, linear)),
  );
  yield* waitFor(2);
  yield* all(
    caption.say('Then a hundred thousand steps with very little to show on the test pairs.'),
    delay(0.4, marks.silent.shown(1, 2.2, linear)),
  );
  yield* waitFor(2);
  yield* all(caption.say(publishedDelay()), delay(0.4, marks.grokked.shown(1, tempo.slow, linear)));
  yield* waitFor(2.6);

  yield* waitUntil('data');
  const below = [theirAxes, marks.guess, marks.memorised, marks.silent, marks.grokked, theirName];
  yield* all(
    ...below.map((node) => node.opacity(0, tempo.normal, ease.move)),
    ours.axes.xLabels(1, tempo.normal),
    delay(0.4, caption.say('And the less it is shown, the longer the wait.')),
    delay(0.7, finding.opacity(1, tempo.normal, ease.enter)),
  );
  yield* waitFor(3);

  yield* waitUntil('question');
  yield* all(
    finding.opacity(0, tempo.normal, ease.move),
    source.opacity(0, tempo.normal, ease.move),
    delay(0.4, ours.frame.top(layout.alone.top, tempo.slow, ease.move)),
    delay(0.4, ours.frame.height(layout.alone.height, tempo.slow, ease.move)),
    delay(0.6, caption.say('What goes on inside, all that time?')),
    delay(1.6, silence.shown(1, 2, linear)),
  );
  yield* waitFor(2.4);
  yield* endChapter();
});

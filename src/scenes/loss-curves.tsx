import { makeScene2D, Node, Rect } from '@motion-canvas/2d';
import {
  all,
  chain,
  createSignal,
  delay,
  easeInOutSine,
  linear,
  tween,
  waitFor,
  waitUntil,
} from '@motion-canvas/core';
import { Caption } from '../nodes/caption';
import { LiveNumbers } from '../nodes/live-number';
import { groupDigits, magnitude } from '../nodes/number-format';
import { PlotBands } from '../nodes/plot-bands';
import { PlotCurve } from '../nodes/plot-curve';
import { PlotNote } from '../nodes/plot-note';
import { emptiestRoom } from '../nodes/plot-room';
import { PlotSpan } from '../nodes/plot-span';
import { ease, palette, roles, tempo } from '../theme';
import { beginChapter, loaded } from './chapter';
import {
  accuracyPlot,
  guessLevel,
  insetSize,
  layout,
  lossPlot,
  phaseBands,
  stepAxis,
  stepCounter,
  weightInset,
} from './loss-curves/stage';
import {
  readStory,
  readTrainingCurves,
  type TrainingCurves,
  valueAtStep,
} from './loss-curves/training-curves';

/** It groks: accuracy and loss over the steps of training, the three phases, and the weights that shrink. */
export default makeScene2D(function* (view) {
  view.fill(palette.background);
  const run = yield* beginChapter();
  const curves = yield* loaded(readTrainingCurves(run));
  const story = readStory(curves, 1 / run.p, run.name);

  // The step that each plot has reached, and the dots at the ends of its curves.
  const head = createSignal(0);
  const lossHead = createSignal(0);
  const dot = createSignal(0);
  const lossDot = createSignal(0);
  const steps = stepAxis(story.total);
  const accuracy = accuracyPlot(steps, curves, head, dot);
  const loss = lossPlot(steps, curves, lossHead, lossDot);
  const guess = guessLevel(accuracy.frame, run.p);
  const counted = createSignal(() => head());
  const counter = stepCounter(accuracy.frame, () => counted());
  const bands = phaseBands(story);
  const curtain = (<Rect size={[1920, 1080]} fill={palette.background} />) as Rect;
  const caption = (<Caption />) as Caption;
  const excludedHead = createSignal(0);
  const excluded = (
    <PlotCurve
      frame={loss.frame}
      series={curves.excludedLoss}
      color={roles.excluded}
      upTo={() => excludedHead()}
      head={() => (excludedHead() > 0 ? 9 : 0)}
    />
  ) as PlotCurve;
  const excludedNumber = (
    <LiveNumbers
      frame={loss.frame}
      numbers={[{ name: 'excluded', color: roles.excluded, curve: excluded, format: magnitude }]}
      shown={0}
    />
  ) as LiveNumbers;
  const memorisedNote = (
    <PlotNote
      frame={accuracy.frame}
      point={[story.memorised, valueAtStep(curves.trainAccuracy, story.memorised)]}
      lines={['99 % of the train pairs', `after ${groupDigits(story.memorised)} steps`]}
      offset={[-330, 120]}
      color={roles.train}
    />
  ) as PlotNote;
  const peakNote = (
    <PlotNote
      frame={loss.frame}
      point={[story.peak.step, story.peak.loss]}
      lines={[`worst at step ${groupDigits(story.peak.step)}`]}
      offset={[330, 0]}
      color={roles.test}
    />
  ) as PlotNote;
  const [turn] = story.phases.circuitFormation;
  const lead = (
    <PlotSpan
      frame={loss.frame}
      begin={{ value: turn, from: () => loss.frame.yAt(valueAtStep(curves.excludedLoss, turn)) }}
      end={{
        value: story.onset,
        from: () => accuracy.frame.yAt(valueAtStep(curves.testAccuracy, story.onset)),
      }}
      height={() => (accuracy.frame.bottom + loss.frame.top()) / 2}
      text={`${groupDigits(story.onset - turn)} steps`}
      color={palette.accent}
    />
  ) as PlotSpan;
  const upperBands = (<PlotBands frame={accuracy.frame} bands={bands} namesAbove={44} />) as PlotBands;
  const lowerBands = (
    <PlotBands frame={loss.frame} bands={bands} shown={() => upperBands.shown()} />
  ) as PlotBands;
  const lower = (<Node />) as Node;
  lower.add([lowerBands, loss.axes, loss.train, loss.test, excluded, peakNote, loss.numbers, excludedNumber]);
  loss.axes.shown(0);
  accuracy.axes.shown(0);
  view.add([
    upperBands,
    accuracy.axes,
    guess,
    accuracy.test,
    accuracy.train,
    memorisedNote,
    accuracy.numbers,
    lower,
    lead,
    counter,
    caption,
    curtain,
  ]);

  /** Lets a head run to a step, evenly along the axis as it is drawn at the time. */
  const advance = (which: typeof head, to: number, seconds: number) => {
    const [from, goal] = [steps.unit(which()), steps.unit(to)];
    return tween(seconds, (t) => which(t < 1 ? steps.value(easeInOutSine(t, from, goal)) : to));
  };

  // How many are right?
  yield* waitUntil('accuracy');
  yield* all(curtain.opacity(0, tempo.normal), accuracy.axes.shown(1, tempo.slow, linear));
  yield* caption.say('How many of the sums does the network get right, step after step?');
  yield* guess.shown(1, tempo.normal, linear);
  yield* waitFor(0.8);

  // The beginning, too fast to be seen.
  yield* waitUntil('beginning');
  dot(0);
  head(0);
  yield* all(
    dot(9, tempo.quick),
    accuracy.numbers.shown(1, tempo.normal),
    counter.opacity(1, tempo.normal),
    delay(0.3, advance(head, Math.min(8 * story.memorised, 0.5 * story.onset), 2.6)),
  );
  yield* caption.say(
    'The pairs it is trained on: all right, almost at once. All others: no better than a guess.',
  );
  yield* waitFor(2);

  // A logarithmic step axis makes room for it.
  yield* waitUntil('logarithmic');
  yield* caption.say('A logarithmic axis gives each factor of ten the same room.');
  yield* steps.logness(1, 2.4, ease.move);
  yield* memorisedNote.shown(1, tempo.normal, linear);
  yield* waitFor(2.2);

  // The plateau, at its true length.
  yield* waitUntil('plateau');
  yield* memorisedNote.shown(0, tempo.quick, linear);
  yield* all(steps.logness(0, 2, ease.move), caption.say('Then, for thousands of steps, nothing.'));
  yield* advance(head, story.onset, 6);

  // The rise.
  yield* waitUntil('rise');
  yield* all(
    caption.say('Then, all at once, the sums it never saw come out right.'),
    delay(0.4, advance(head, story.grokked, 4.2)),
  );
  yield* waitFor(0.6);
  yield* advance(head, story.total, 1.8);
  yield* waitFor(1.2);

  // Loss, below.
  yield* waitUntil('loss');
  yield* caption.say('Accuracy asks: right or wrong? Loss also asks: how sure?');
  yield* all(
    accuracy.frame.top(layout.accuracy.top, 1.4, ease.move),
    accuracy.frame.height(layout.accuracy.height, 1.4, ease.move),
    accuracy.axes.xLabels(0, 0.5),
    counter.opacity(0, 0.5),
    dot(0, 0.5),
    delay(0.9, loss.axes.shown(1, tempo.slow, linear)),
  );
  counted(() => lossHead());
  yield* all(counter.opacity(1, tempo.quick), lossDot(9, tempo.quick), loss.numbers.shown(1, tempo.normal));
  yield* chain(
    all(
      caption.say('Test loss climbs first: it is wrong, and more and more sure of it.'),
      advance(lossHead, story.peak.step, 3),
    ),
    peakNote.shown(1, tempo.normal, linear),
    waitFor(1.2),
    all(peakNote.shown(0, tempo.quick, linear), advance(lossHead, story.total, 4)),
  );
  yield* waitFor(0.5);

  // Logarithmic loss.
  yield* waitUntil('floor');
  yield* caption.say(floorSentence(curves));
  yield* loss.frame.y.logness(1, 2.2, ease.move);
  yield* waitFor(1.8);

  // The excluded loss.
  yield* waitUntil('excluded');
  yield* caption.say('Excluded loss: train loss without the waves that it will turn out to compute with.');
  yield* all(
    counter.opacity(0, tempo.quick),
    lossDot(0, tempo.quick),
    excludedNumber.shown(1, tempo.normal),
    advance(excludedHead, story.total, 4.5),
  );
  yield* waitFor(0.6);
  yield* all(
    caption.say('It turns up where the network begins to rely on them, long before test accuracy stirs.'),
    delay(0.5, lead.shown(1, 1.8, linear)),
  );
  yield* waitFor(2.4);

  // The phases.
  yield* waitUntil('phases');
  yield* lead.shown(0, tempo.normal, linear);
  const sentences = [
    'Memorisation: every train pair by heart. It ends where the excluded loss is lowest.',
    'Circuit formation: the general solution grows, unseen from outside.',
    'Clean-up: it begins where the weights shrink fastest, and ends when they have settled.',
  ];
  for (const [i, sentence] of sentences.entries()) {
    yield* all(caption.say(sentence), delay(0.3, upperBands.shown(i + 1, 1.2, linear)));
    yield* waitFor(1.9);
  }

  // The weights.
  yield* waitUntil('weights');
  const room = emptiestRoom(
    { left: loss.frame.left(), top: loss.frame.top(), width: layout.width, height: layout.loss.height },
    insetSize,
    [loss.train.track(), loss.test.track(), excluded.track()],
  );
  const inset = weightInset(room, story.total, curves, bands);
  lower.add(inset.node);
  yield* inset.node.opacity(1, tempo.normal, ease.enter);
  yield* inset.upTo(story.total, 3, easeInOutSine);
  yield* waitFor(1);
  yield* caption.say('Sudden from outside. Inside, it was gradual.');
  yield* waitFor(3);

  yield* waitUntil('end');
  yield* curtain.opacity(1, tempo.normal);
});

/** Says where the two losses end, as far as it is true of this run. */
function floorSentence({ trainLoss, testLoss }: TrainingCurves): string {
  const [train, test] = [trainLoss, testLoss].map((curve) => valueAtStep(curve, Infinity));
  const same = train !== undefined && test !== undefined && test < 10 * train;
  return same
    ? 'On a logarithmic axis, both come down to the same floor.'
    : 'On a logarithmic axis, test loss follows train loss down.';
}

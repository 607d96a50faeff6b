import { makeScene2D, Node, Rect } from '@motion-canvas/2d';
import { all, delay, easeInOutSine, linear, tween, waitFor, waitUntil } from '@motion-canvas/core';
import { Caption } from '../nodes/caption';
import { PlotBands } from '../nodes/plot-bands';
import { ease, palette, tempo } from '../theme';
import { beginChapter, loaded } from './chapter';
import { insetRoom, weightInset } from './loss-curves/inset';
import { leadSpan, memorisedNote, peakNote } from './loss-curves/notes';
import { earlySentence, floorSentence, phaseSentences, plateauSentence } from './loss-curves/sentences';
import {
  accuracyPlot,
  accuracyShade,
  excludedCurve,
  guessLevel,
  layout,
  lossPlot,
  type Pen,
  phaseBands,
  stepAxis,
  stepCounter,
} from './loss-curves/stage';
import { readStory, readTrainingCurves } from './loss-curves/training-curves';

/** It groks: accuracy and loss over the steps of training, the three phases, and the weights that shrink. */
export default makeScene2D(function* (view) {
  view.fill(palette.background);
  const run = yield* beginChapter();
  const curves = yield* loaded(readTrainingCurves(run));
  const story = readStory(curves, run.name);

  const steps = stepAxis(story.total);
  const accuracy = accuracyPlot(steps, curves);
  const loss = lossPlot(steps, curves);
  const excluded = excludedCurve(loss, curves);
  const shade = accuracyShade(accuracy, curves);
  const guess = guessLevel(accuracy.frame, run.p);
  const counter = stepCounter(accuracy.frame, () => accuracy.pen.step());
  const memorised = memorisedNote(accuracy, curves, story);
  const peak = peakNote(loss, story);
  const lead = leadSpan(accuracy, loss, curves, story);
  const bands = phaseBands(story);
  const upperBands = (<PlotBands frame={accuracy.frame} bands={bands} namesAbove={44} />) as PlotBands;
  const lowerBands = <PlotBands frame={loss.frame} bands={bands} shown={() => upperBands.shown()} />;
  const caption = (<Caption />) as Caption;
  const curtain = (<Rect size={[1920, 1080]} fill={palette.background} />) as Rect;
  const insetPlace = (<Node />) as Node;
  view.add([upperBands, accuracy.axes, guess, shade, accuracy.test, accuracy.train, memorised]);
  view.add([lowerBands, loss.axes, loss.train, loss.test, excluded.curve, peak, lead, insetPlace]);
  view.add([accuracy.numbers, loss.numbers, excluded.number, counter, caption, curtain]);

  /** Lets a pen run to a step, evenly along the axis as it is drawn at the time. */
  const advance = ({ step }: Pen, to: number, seconds: number) => {
    const [from, goal] = [steps.unit(step()), steps.unit(to)];
    return tween(seconds, (t) => step(t < 1 ? steps.value(easeInOutSine(t, from, goal)) : to));
  };

  // How many are right?
  yield* waitUntil('accuracy');
  yield* all(curtain.opacity(0, tempo.normal), accuracy.axes.shown(1, tempo.slow, linear));
  yield* caption.say('How many of the sums does the network get right, step after step?');
  yield* guess.shown(1, tempo.normal, linear);
  yield* waitFor(0.8);

  // The beginning, too fast to be seen.
  yield* waitUntil('beginning');
  yield* all(
    accuracy.pen.dot(9, tempo.quick),
    accuracy.numbers.shown(1, tempo.normal),
    counter.opacity(1, tempo.normal),
    delay(0.3, advance(accuracy.pen, story.early, 2.6)),
  );
  yield* caption.say(earlySentence(story, run.p));
  yield* waitFor(1.8);

  // A logarithmic step axis makes room for it.
  yield* waitUntil('logarithmic');
  yield* caption.say('A logarithmic axis gives each factor of ten the same room.');
  yield* steps.logness(1, 2.4, ease.move);
  yield* memorised.shown(1, tempo.normal, linear);
  yield* waitFor(2.2);

  // The plateau, at its true length.
  yield* waitUntil('plateau');
  yield* memorised.shown(0, tempo.quick, linear);
  yield* all(steps.logness(0, 2, ease.move), caption.say(plateauSentence(story)));
  yield* advance(accuracy.pen, story.risen, 5.4);

  // The rise.
  yield* waitUntil('rise');
  yield* all(
    caption.say('Then, all at once, the sums it never saw come out right.'),
    delay(0.4, advance(accuracy.pen, story.grokked, 4.2)),
  );
  yield* waitFor(0.6);
  yield* advance(accuracy.pen, story.total, 1.8);
  yield* waitFor(1.2);

  // Loss, below.
  yield* waitUntil('loss');
  yield* caption.say('Accuracy asks: right or wrong? Loss also asks: how sure?');
  yield* all(
    accuracy.frame.top(layout.accuracy.top, 1.4, ease.move),
    accuracy.frame.height(layout.accuracy.height, 1.4, ease.move),
    accuracy.axes.xLabels(0, 0.5),
    counter.opacity(0, 0.5),
    accuracy.numbers.shown(0, 0.5),
    accuracy.pen.dot(0, 0.5),
    shade.opacity(0.3, 1.4),
    delay(0.9, all(accuracy.train.opacity(0, 0.5), accuracy.test.opacity(0, 0.5))),
    delay(0.9, loss.axes.shown(1, tempo.slow, linear)),
  );
  // Accuracy runs once more along its own shade, together with the loss.
  accuracy.pen.step(() => loss.pen.step());
  accuracy.pen.dot(() => loss.pen.dot());
  accuracy.train.opacity(1);
  accuracy.test.opacity(1);
  yield* all(
    counter.opacity(1, tempo.quick),
    loss.pen.dot(9, tempo.quick),
    accuracy.numbers.shown(1, tempo.normal),
    loss.numbers.shown(1, tempo.normal),
  );
  yield* all(
    caption.say('Test loss climbs first: it is wrong, and more and more sure of it.'),
    advance(loss.pen, story.peak.step, 3),
  );
  yield* peak.shown(1, tempo.normal, linear);
  yield* waitFor(1.2);
  yield* all(
    peak.shown(0, tempo.quick, linear),
    caption.say('Then it falls, well before accuracy shows it.'),
    advance(loss.pen, story.total, 3.8),
  );
  yield* waitFor(0.5);

  // Logarithmic loss.
  yield* waitUntil('floor');
  yield* caption.say(floorSentence(curves));
  yield* loss.frame.y.logness(1, 2.2, ease.move);
  yield* waitFor(1.8);

  // The excluded loss.
  yield* waitUntil('excluded');
  yield* caption.say('Excluded loss: the train loss if we take out the waves that it will turn out to use.');
  yield* all(
    counter.opacity(0, tempo.quick),
    loss.pen.dot(0, tempo.quick),
    excluded.pen.dot(9, tempo.quick),
    excluded.number.shown(1, tempo.normal),
    advance(excluded.pen, story.total, 3.8),
  );
  yield* all(excluded.pen.dot(0, tempo.quick), waitFor(0.6));
  yield* all(
    caption.say('It turns up where the network begins to rely on them, long before test accuracy rises.'),
    delay(0.5, lead.shown(1, 1.8, linear)),
  );
  yield* waitFor(2);

  // The phases.
  yield* waitUntil('phases');
  yield* lead.opacity(0, tempo.quick, ease.move);
  for (const [i, sentence] of phaseSentences.entries()) {
    yield* all(caption.say(sentence), delay(0.3, upperBands.shown(i + 1, 1.2, linear)));
    yield* waitFor(1.6);
  }

  // The weights.
  yield* waitUntil('weights');
  const inset = weightInset(
    insetRoom([
      { frame: loss.frame, curves: [loss.train, loss.test, excluded.curve] },
      { frame: accuracy.frame, curves: [accuracy.train, accuracy.test] },
    ]),
    story.total,
    curves,
    bands,
  );
  insetPlace.add(inset.node);
  yield* inset.node.opacity(1, tempo.normal, ease.enter);
  yield* inset.upTo(story.total, 3, easeInOutSine);
  yield* waitFor(1);
  yield* caption.say('Sudden from outside. Inside, it was gradual.');
  yield* waitFor(3);

  yield* waitUntil('end');
  yield* curtain.opacity(1, tempo.normal);
});

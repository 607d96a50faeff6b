import { makeScene2D, Node } from '@motion-canvas/2d';
import { all, delay, easeInOutSine, linear, tween, waitFor, waitUntil } from '@motion-canvas/core';
import { Caption } from '../nodes/caption';
import { Label } from '../nodes/label';
import { ease, palette, sizes, tempo } from '../theme';
import { beginChapter, endChapter, loaded } from './chapter';
import { bareCurve } from './cold-open/curve';
import { backdrop, dial, filmTitle } from './cold-open/glimpse';
import { loadColdOpen } from './cold-open/load';

/** Radius of the clock as it is glimpsed, and as the frame of the title. */
const RADIUS = { glimpsed: 300, title: 430 } as const;

/**
 * The question: a loss that stays high for thousands of steps and suddenly falls; behind it, at the same steps, one
 * neuron turns from noise into waves; a clock; the title.
 */
export default makeScene2D(function* (view) {
  view.fill(palette.background);
  const run = yield* beginChapter();
  const data = yield* loaded(loadColdOpen(run));
  const { p, neurons, surface } = data;
  const curve = bareCurve(data);
  const behind = backdrop(data, () => curve.step());
  const clock = dial(data, RADIUS.glimpsed);
  const title = filmTitle();
  const caption = (<Caption />) as Caption;
  const note = (text: string) =>
    (<Label text={text} y={-490} fill={palette.muted} fontSize={sizes.small} opacity={0} />) as Label;
  const neuronNote = note(`neuron ${surface.neuron} of ${neurons}, over all ${p} × ${p} sums`);
  const clockNote = note(`its ${p} numbers, read off its own weights`);
  const root = (<Node />) as Node;
  root.add([behind.node, curve.node, clock.node, title.node, neuronNote, clockNote]);
  view.add([root, caption]);

  /** Lets the curves run to a step. */
  const advance = (to: number, seconds: number, timing = easeInOutSine) => {
    const from = curve.step();
    return tween(seconds, (t) => curve.step(timing(t, from, to)));
  };

  yield* waitFor(0.4);
  yield* all(
    caption.say('A small network is learning to add.'),
    curve.dot(11, tempo.normal, ease.enter),
    curve.names.shown(1, tempo.normal),
    curve.words.opacity(1, tempo.slow, ease.enter),
  );
  yield* waitFor(0.8);
  yield* waitUntil('seen');
  // The camera never rests: what is behind turns slowly through the whole opening.
  yield behind.stage.azimuth(62, 30, linear);
  yield* all(
    caption.say('The sums it sees, it soon knows by heart.'),
    behind.sheet.opacity(0.3, 4, ease.move),
    advance(data.early, 4.2),
  );
  yield* waitUntil('unseen');
  yield* all(
    caption.say('The sums it never saw, it gets wrong.'),
    advance(data.early + 0.45 * (data.turn - data.early), 4.4, linear),
  );
  yield* all(caption.say('Step after step, nothing seems to change.'), advance(data.turn, 5.2, linear));
  yield* waitUntil('fall');
  yield* all(caption.say(''), behind.sheet.opacity(0.6, 4, ease.move), advance(data.fallen, 3.4));
  yield* all(caption.say('Then, suddenly, it is right.'), advance(data.total, 2.6));
  yield* waitFor(1.4);

  yield* waitUntil('surface');
  yield* all(
    caption.say('What has happened inside?'),
    curve.node.opacity(0, tempo.slow, ease.move),
    behind.sheet.opacity(1, 1.8, ease.move),
    neuronNote.opacity(1, tempo.slow, ease.enter),
    behind.stage.look({ elevation: 20, zoom: 1150 }, 6),
  );
  yield* waitFor(0.6);

  yield* waitUntil('clock');
  yield* all(
    caption.say(''),
    neuronNote.opacity(0, tempo.normal, ease.move),
    behind.sheet.opacity(0.1, 1.6, ease.move),
    clockNote.opacity(1, tempo.slow, ease.enter),
    delay(0.4, clock.reach(1, tempo.normal, ease.enter)),
    delay(0.6, all(clock.face.shown(p, 3.6, linear), clock.turns(1, 3.6, linear))),
  );
  yield* waitFor(0.6);

  yield* waitUntil('title');
  yield* all(
    clockNote.opacity(0, tempo.normal, ease.move),
    behind.sheet.opacity(0, 1.2, ease.move),
    clock.reach(0, tempo.normal, ease.move),
    clock.radius(RADIUS.title, 1.8, ease.move),
    clock.glow(0.45, 1.8, ease.move),
    delay(0.5, clock.spark(1, tempo.normal, ease.enter)),
    delay(0.8, title.shown(1, 1.4, ease.enter)),
    clock.dot(5, 1.8, ease.move),
    delay(0.4, clock.turns(2, 8, ease.glide)),
  );
  yield* endChapter();
});

import { all, delay, linear, type ThreadGenerator, waitFor, waitUntil } from '@motion-canvas/core';
import { ease, tempo } from '../../theme';
import type { Cast } from './cast';
import { headCount, sharesOf } from './sentences';

/** One head from near, then all of them; what they found is added to the column of "=". */
export function* attention({ data, diagram, caption, brackets, passage }: Cast): ThreadGenerator {
  const { parts, bundles, layout, heads } = diagram;
  const [place] = layout.heads;
  const [head] = heads;
  if (place === undefined || head === undefined) throw new RangeError('the diagram has no head');
  const near: [number, number] = [(place.values[1]?.[0] ?? 0) + 3.9 * place.unit, place.y + 0.1 * place.unit];
  yield* waitUntil('head');
  yield* all(
    caption.say(`A head reads each column into ${data.shape.dHead} numbers of its own.`),
    diagram.look(near, 2.75, 2.2),
    diagram.spotlight(['values', 'patterns', 'mixed'], 1.6),
    delay(0.8, bundles.values.pulse(1, 1.8, linear)),
    delay(2.2, parts.values.lit(1, 1.6, ease.glide)),
    delay(1.4, parts.values.labels(1, tempo.normal)),
  );
  bundles.values.pulse(0);
  yield* waitFor(0.8);

  yield* waitUntil('pattern');
  yield* all(
    caption.say(sharesOf(passage().values.patterns[0] ?? [])),
    parts.patterns.labels(1, tempo.normal),
    parts.patterns.lit(1, 1.8, ease.glide),
    delay(1.8, diagram.shares(1, tempo.normal)),
    ...heads.map(({ pattern }) => delay(1.8, pattern.lastRow(1, tempo.normal))),
  );
  yield* waitFor(2);
  yield* caption.say('Each place sees only itself and what came before: the upper corner stays empty.');
  yield* waitFor(2);
  yield* all(
    caption.say('Mixed in these shares, the numbers become what the head passes on.'),
    parts.mixed.lit(1, 1.4, ease.glide),
  );
  yield* waitFor(1.6);

  yield* waitUntil('heads');
  yield* all(
    caption.say(headCount(data.shape.heads)),
    diagram.look([-30, -30], 1.1, 2.2),
    parts.values.labels(0, 0.8),
  );
  yield* waitFor(1.6);

  yield* waitUntil('stream');
  yield* all(
    caption.say('What the heads found is added to the column of “=”. Only this column goes on.'),
    diagram.look([40, -26], 1.1, 1.8),
    diagram.spotlight(['residual', 'mixed', 'middle', 'stream'], 1.2),
    delay(0.6, bundles.mixed.pulse(1, 1.5, linear)),
    delay(0.2, bundles.stream.pulse(1, 1.9, linear)),
    delay(1.8, parts.middle.lit(1, 1.4, ease.glide)),
    delay(1.8, brackets.middle.drawn(1, tempo.normal, ease.move)),
  );
  bundles.mixed.pulse(0);
  bundles.stream.pulse(0);
  yield* waitFor(1.2);
}

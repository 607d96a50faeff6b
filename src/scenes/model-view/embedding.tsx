import { all, delay, linear, type ThreadGenerator, waitFor, waitUntil } from '@motion-canvas/core';
import { ease, tempo } from '../../theme';
import type { Cast } from './cast';

/** Each lit cell looks up a list of numbers: from here on, every cell has a colour. */
export function* embedding({ data, diagram, caption, brackets, headings, legend }: Cast): ThreadGenerator {
  const { parts, bundles, layout } = diagram;
  const { dModel } = data.shape;
  yield* waitUntil('embedding');
  yield* all(
    headings.opacity(0, tempo.normal, ease.move),
    diagram.look([-640, (layout.residual[0]?.y ?? 0) + 50], 1.3, 2),
    delay(
      0.4,
      caption.say(`Each lit cell looks up ${dModel} learned numbers, and ${dModel} more for its place.`),
    ),
    diagram.spotlight(['tokens', 'residual', 'lookup'], 1.6),
    delay(1, parts.residual.labels(1, tempo.normal)),
  );
  yield* all(
    bundles.lookup.pulse(1, 1.6, linear),
    delay(1, parts.residual.lit(1, 1.6, ease.glide)),
    delay(1.2, brackets.residual.drawn(1, tempo.normal, ease.move)),
  );
  bundles.lookup.pulse(0);
  yield* waitFor(1.2);
  yield* all(
    caption.say('Warm cells are positive, blue ones negative, dark ones near zero.'),
    legend.opacity(1, tempo.normal, ease.enter),
  );
  yield* waitFor(2.2);
}

import { all, delay, linear, type ThreadGenerator, waitFor, waitUntil } from '@motion-canvas/core';
import { ease, tempo } from '../../theme';
import type { Cast } from './cast';
import { bend } from './sentences';

/** The hidden layer: weighted sums, the bend at zero, and back. */
export function* neurons({ data, diagram, caption, brackets }: Cast): ThreadGenerator {
  const { parts, bundles, layout } = diagram;
  const { dModel, dMlp } = data.shape;
  yield* waitUntil('neurons');
  yield* all(
    caption.say(`${dMlp} neurons: each weighs all ${dModel} numbers in its own way and adds them up.`),
    diagram.look([layout.hidden.x, layout.hidden.y - 8], 1.3, 2),
    diagram.spotlight(['middle', 'hidden', 'input'], 1.4),
    delay(1, all(parts.middle.labels(1, tempo.normal), parts.hidden.labels(1, tempo.normal))),
    delay(1.2, bundles.input.pulse(1, 1.6, linear)),
    delay(2.2, parts.hidden.lit(1, 1.8, ease.glide)),
    delay(2.2, brackets.hidden.drawn(1, tempo.normal, ease.move)),
  );
  bundles.input.pulse(0);
  yield* waitFor(0.8);
  yield* caption.say(bend(data));
  yield* waitFor(2.4);

  yield* waitUntil('back');
  yield* all(
    caption.say('What they say is weighed again and added to the column.'),
    diagram.spotlight(['middle', 'hidden', 'last', 'output', 'bypass']),
    parts.last.labels(1, tempo.normal),
    bundles.output.pulse(1, 1.6, linear),
    bundles.bypass.pulse(1, 1.8, linear),
    delay(1.2, parts.last.lit(1, 1.4, ease.glide)),
    delay(1.2, brackets.last.drawn(1, tempo.normal, ease.move)),
  );
  bundles.output.pulse(0);
  bundles.bypass.pulse(0);
  yield* waitFor(0.9);
}

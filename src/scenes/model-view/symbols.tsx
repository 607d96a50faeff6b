import { all, delay, type ThreadGenerator, waitFor, waitUntil } from '@motion-canvas/core';
import { ease, tempo } from '../../theme';
import type { Cast } from './cast';
import { machinery, noOrder, question } from './sentences';

/** How near the camera is to what it begins with: the sum alone fills the frame. */
const CLOSEST = 4.2;

/** A sum becomes three symbols, and each symbol a column in which one cell is lit. */
export function* symbols({
  data,
  diagram,
  caption,
  strip,
  signs,
  brackets,
  headings,
}: Cast): ThreadGenerator {
  const { parts, bundles, layout } = diagram;
  const { x: middle, y: top } = strip.position();
  const [plus, mark] = signs;
  diagram.focus([middle + 6, top]);
  diagram.zoom(CLOSEST);
  yield* waitUntil('sum');
  yield* all(
    strip.opacity(1, tempo.normal, ease.enter),
    delay(0.3, plus.opacity(1, tempo.normal, ease.enter)),
    delay(0.7, mark.opacity(1, tempo.normal, ease.enter)),
    delay(0.3, caption.say(question(data))),
  );
  yield* waitFor(2.4);

  yield* waitUntil('symbols');
  yield* all(
    caption.say('The network is given three symbols, and not even the plus.'),
    plus.opacity(0, tempo.normal, ease.move),
    mark.opacity(0, tempo.normal, ease.move),
    delay(0.5, strip.boxes(1, tempo.normal, ease.enter)),
  );
  yield* waitFor(1.8);

  yield* waitUntil('one-hot');
  yield* all(
    caption.say(
      `Each symbol is a column of ${data.shape.vocabulary} cells: one is lit, all others are dark.`,
    ),
    diagram.look([middle + 30, (layout.tokens[0]?.y ?? 0) - 24], 1.66, 2.2),
    delay(0.9, parts.tokens.shown(1, 1.6, ease.glide)),
    delay(1.5, parts.tokens.labels(1, tempo.normal)),
    delay(2.2, parts.tokens.lit(1, 1.4, ease.glide)),
    delay(2.4, brackets.tokens.drawn(1, tempo.normal, ease.move)),
  );
  yield* waitFor(1.4);
  yield* caption.say(noOrder(data.example.x, data.p));
  yield* waitFor(2);

  yield* waitUntil('machinery');
  const seen = ['residual', 'values', 'patterns', 'mixed', 'middle', 'hidden', 'last', 'logits'] as const;
  yield* all(
    caption.say(machinery(data)),
    diagram.look([0, -40], 1, 2.6),
    ...seen.map((part, i) => delay(1.2 + 0.3 * i, parts[part].shown(1, 1.2, ease.glide))),
    delay(1.2, bundles.lookup.drawn(1, 1.2, ease.move)),
    delay(1.6, bundles.values.drawn(1, 1.4, ease.move)),
    delay(2.2, bundles.mixed.drawn(1, 1.2, ease.move)),
    delay(2.2, bundles.stream.drawn(1, 2, ease.move)),
    delay(2.8, bundles.input.drawn(1, 1.4, ease.move)),
    delay(3.1, bundles.output.drawn(1, 1.4, ease.move)),
    delay(3.1, bundles.bypass.drawn(1, 1.6, ease.move)),
    delay(3.4, bundles.unembed.drawn(1, 1.4, ease.move)),
    delay(3.2, headings.opacity(1, tempo.normal, ease.enter)),
  );
  yield* waitFor(2);
}

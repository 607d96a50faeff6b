import { all, delay, type ThreadGenerator, waitFor, waitUntil } from '@motion-canvas/core';
import { BUNDLES, PARTS } from '../../nodes/network/parts';
import { ease, tempo } from '../../theme';
import { flow } from '../model-view/flow';
import type { Cast } from './cast';
import { inAndOut, question } from './sentences';

/** The whole network once more, and one sum on its way through it. */
export function* whole({ data, caption, diagram, machine, headings }: Cast): ThreadGenerator {
  const { parts, bundles, columns } = diagram;
  yield* waitUntil('whole');
  yield* all(
    caption.say('Here it is once more, the whole network.'),
    ...PARTS.map((part, i) => delay(0.12 * i, parts[part].shown(1, 1.2, ease.glide))),
    ...BUNDLES.map((bundle, i) => delay(0.2 + 0.12 * i, bundles[bundle].drawn(1, 1.2, ease.move))),
    delay(0.6, headings.opacity(1, tempo.normal, ease.enter)),
    delay(1.2, machine.tokens.shown(1, tempo.normal, ease.enter)),
  );
  yield* waitUntil('through');
  yield* all(
    caption.say(inAndOut(data.view)),
    delay(0.4, parts.tokens.lit(1, 0.6, ease.glide)),
    delay(0.9, flow(diagram, 0.42)),
  );
  yield* columns.logits.mark(1, tempo.normal, ease.enter);
  yield* waitFor(0.4);
  yield* waitUntil('question');
  yield* caption.say(question(data.view));
  yield* waitFor(1.9);
}

import { all, delay, linear, sequence, type ThreadGenerator, waitFor, waitUntil } from '@motion-canvas/core';
import { ease, tempo } from '../../theme';
import type { Cast } from './cast';

/** One row through the network: y runs over all its values, and each neuron draws a wave. */
export function* waves({ data, caption, lines, y, left, drawn }: Cast): ThreadGenerator {
  const { p, followed, neurons } = data;
  yield* waitUntil('row');
  yield* all(
    caption.say(`Hold x at 0. These are ${followed.length} of the ${neurons} neurons.`),
    left.opacity(1, tempo.normal, ease.enter),
    delay(0.5, sequence(0.12, ...lines.map(({ name }) => name().opacity(1, tempo.normal, ease.enter)))),
    delay(0.5, sequence(0.12, ...lines.map(({ cell }) => cell().opacity(1, tempo.normal, ease.enter)))),
  );
  yield* waitFor(1.2);
  yield* waitUntil('sweep');
  for (const { trace } of lines) trace().opacity(1);
  drawn(() => y());
  yield* all(
    caption.say(`Let y run from 0 to ${p - 1}, and watch each neuron, measured from its mean.`),
    delay(0.6, y(p - 1, 11, linear)),
  );
  yield* waitFor(0.8);
  yield* caption.say('Each of them draws a wave. Nobody asked for waves.');
  yield* waitFor(2.6);
  yield* caption.say('Neurons of one colour rise and fall equally often, only shifted.');
  yield* waitFor(2.8);
}

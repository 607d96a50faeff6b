import { Node } from '@motion-canvas/2d';
import { all, createRef, delay, linear, type ThreadGenerator, waitFor, waitUntil } from '@motion-canvas/core';
import { Digits } from '../../nodes/label';
import { groupDigits, percent } from '../../nodes/number-format';
import { ease, roles, tempo } from '../../theme';
import type { Cast } from './cast';

/** Training runs backwards, and the loops dissolve; then forwards again. */
export function* backwards({ data, view, caption, moment }: Cast): ThreadGenerator {
  const { steps } = data;
  const last = steps.length - 1;
  const counter = createRef<Node>();
  const at = () => Math.round(moment());
  view.add(
    <Node ref={counter} opacity={0}>
      <Digits text={() => `step ${groupDigits(steps[at()] ?? 0)}`} position={[240, -500]} offset={[-1, 0]} />
      <Digits
        text={() => `test ${percent(data.accuracy[at()] ?? 0, 0)}`}
        position={[880, -500]}
        offset={[1, 0]}
        fill={roles.test}
      />
    </Node>,
  );
  yield* waitUntil('backwards');
  yield* all(
    caption.say('Now let the training run backwards, on the same scale.'),
    counter().opacity(1, tempo.normal, ease.enter),
  );
  yield* waitFor(0.8);
  yield* moment(0, 15, linear);
  yield* caption.say('The loops dissolve: at the start, there were no waves.');
  yield* waitFor(2.4);
  yield* waitUntil('forwards');
  yield* all(caption.say('Training draws them. What are they for?'), delay(0.5, moment(last, 6, linear)));
  yield* waitFor(2.4);
}

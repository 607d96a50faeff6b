import { Node } from '@motion-canvas/2d';
import {
  all,
  createRef,
  createSignal,
  delay,
  type ThreadGenerator,
  Vector2,
  waitFor,
  waitUntil,
} from '@motion-canvas/core';
import { Digits, Label } from '../../nodes/label';
import { percent } from '../../nodes/number-format';
import { Surface3D } from '../../nodes/stage3d';
import { ease, palette, sequential, sizes, tempo } from '../../theme';
import { type Cast, standing } from './cast';
import type { Equation, Term } from './equation';
import type { Decomposition } from './parts';

/** Where the recorded surface and the sum of the formulas stand side by side. */
const LEFT = new Vector2(-480, -20);
const RIGHT = new Vector2(480, -20);

/**
 * The fraction of variance that the parts explain when each is taken with a weight. Waves are orthogonal, so a part
 * with weight w leaves (1 − w)² of its share.
 */
export function explainedBy({ parts, left }: Decomposition, weights: readonly number[]): number {
  return 1 - parts.reduce((sum, { share }, i) => sum + (1 - (weights[i] ?? 0)) ** 2 * share, left);
}

/** The four parts are put together again beside the recorded surface, and what they explain of it is counted. */
export function* sum(cast: Cast, { terms, rest, texts }: Equation): ThreadGenerator {
  const { data, stage, caption, neuronAt, rise } = cast;
  const into = terms.map(() => createSignal(0));
  const weights = () => into.map((weight) => weight());
  const built = createRef<Surface3D>();
  const labels = createRef<Node>();
  stage.add(
    <Surface3D
      ref={built}
      fields={terms.map(({ part }) => part.sheet)}
      weights={weights}
      range={data.range}
      colors={sequential}
      rise={rise}
      place={() => standing(data, stage.behind(RIGHT), rise)}
      opacity={() => Math.min(1, 4 * Math.max(...weights()))}
    />,
  );
  stage.parent()?.add(
    <Node ref={labels} opacity={0}>
      <Label text={`neuron ${data.neuron}, as recorded`} position={[LEFT.x, 300]} />
      <Label text={'the sum of the formulas'} position={[RIGHT.x, 300]} />
      <Digits
        text={() => percent(explainedBy(data, weights()))}
        position={[0, -430]}
        fontSize={sizes.heading}
        fill={palette.accent}
      />
      <Label text={'of the variance explained'} position={[0, -375]} fill={palette.muted} />
    </Node>,
  );

  /** A part goes to where the sum stands and becomes a part of it. */
  const join = function* (term: Term): ThreadGenerator {
    const weight = into[terms.indexOf(term)];
    if (weight === undefined) return;
    yield* term.at(RIGHT, 1.3, ease.move);
    term.sheet.weights(() => [1 - weight()]);
    term.sheet.opacity(() => Math.min(1, 4 * (1 - weight())));
    yield* weight(1, 1.1, ease.move);
    term.sheet.remove();
  };
  const [x, y, plus, minus] = terms;
  if (x === undefined || y === undefined || plus === undefined || minus === undefined) return;

  yield* waitUntil('sum');
  yield* all(
    texts.opacity(0, tempo.normal, ease.move),
    rest.opacity(0, tempo.normal, ease.move),
    caption.say('Two waves that cross make an egg-crate: a product of x and y.'),
    delay(0.5, neuronAt(LEFT, 1.6, ease.move)),
    delay(0.5, x.at(new Vector2(230, -380), 1.6, ease.move)),
    delay(0.5, y.at(new Vector2(730, -380), 1.6, ease.move)),
    delay(0.9, labels().opacity(1, tempo.normal, ease.enter)),
    delay(0.5, join(plus)),
    delay(1.1, join(minus)),
  );
  texts.remove();
  rest.remove();
  yield* waitFor(1.6);
  yield* all(
    caption.say('Add the waves of x and of y alone, and the neuron is back.'),
    join(x),
    delay(0.7, join(y)),
  );
  yield* stage.look({ zoom: 470 }, 1.6);
  yield* waitFor(2.2);
  yield* all(
    labels().opacity(0, tempo.normal, ease.move),
    built().opacity(0, tempo.normal, ease.move),
    caption.say(''),
  );
  built().remove();
  labels().remove();
}

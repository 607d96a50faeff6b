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
import { Formula } from '../../nodes/formula';
import { Digits, Label } from '../../nodes/label';
import { percent } from '../../nodes/number-format';
import { Surface3D } from '../../nodes/stage3d';
import { ease, palette, sequential, sizes, tempo } from '../../theme';
import { type Cast, standing } from './cast';
import type { Equation } from './equation';
import { productTex } from './formulas';
import { explainedBy, PART_KINDS, type PartKind } from './parts';

/** Where the recorded surface and the sum of the formulas stand side by side. */
const LEFT = new Vector2(-500, 20);
const RIGHT = new Vector2(500, 20);
/** From here a part sinks into the sum. */
const ABOVE = new Vector2(500, -110);
/** Where their names stand. */
const TEXT = 285;

/** The four parts are put together again beside the recorded surface, and what they explain of it is counted. */
export function* sum(cast: Cast, { terms, rest, texts }: Equation): ThreadGenerator {
  const { data, stage, caption, neuronAt, rise } = cast;
  const into = {
    row: createSignal(0),
    column: createSignal(0),
    sum: createSignal(0),
    difference: createSignal(0),
  };
  const weights = () => PART_KINDS.map((kind) => into[kind]());
  const explained = () =>
    explainedBy(data, {
      row: into.row(),
      column: into.column(),
      sum: into.sum(),
      difference: into.difference(),
    });
  const built = createRef<Surface3D>();
  const [labels, formula, count] = [createRef<Node>(), createRef<Node>(), createRef<Node>()];
  const name = createRef<Label>();
  const product = productTex(data);
  stage.add(
    <Surface3D
      ref={built}
      fields={PART_KINDS.map((kind) => data.parts[kind].sheet)}
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
      <Label text={`neuron ${data.neuron}, as recorded`} position={[LEFT.x, TEXT]} />
      <Label ref={name} text={'the waves of x + y and x − y'} position={[RIGHT.x, TEXT]} />
      <Node ref={formula} position={[RIGHT.x, TEXT + 56]} opacity={0}>
        {(product ?? []).map((tex, i) => (
          <Formula tex={tex} y={50 * i} fontSize={sizes.label} />
        ))}
      </Node>
    </Node>,
  );
  stage.parent()?.add(
    <Node ref={count} opacity={0}>
      <Digits
        text={() => percent(explained())}
        position={[0, -40]}
        fontSize={sizes.heading}
        fill={palette.accent}
      />
      <Label text={'of the variance'} position={[0, 20]} fill={palette.muted} />
      <Label text={'explained'} position={[0, 60]} fill={palette.muted} />
    </Node>,
  );

  /** A part goes to where the sum stands and becomes a part of it. */
  const join = function* (kind: PartKind): ThreadGenerator {
    const { at, sheet } = terms[kind];
    const weight = into[kind];
    yield* at(ABOVE, 1.2, ease.move);
    sheet.weights(() => [1 - weight()]);
    sheet.opacity(() => 1 - weight());
    yield* all(weight(1, 1.3, ease.move), at(RIGHT, 0.9, ease.move));
    sheet.remove();
  };
  const rename = function* (text: string): ThreadGenerator {
    yield* name().opacity(0, tempo.quick, ease.move);
    name().text(text);
    yield* name().opacity(1, tempo.quick, ease.enter);
  };

  yield* waitUntil('sum');
  yield* all(
    texts.opacity(0, tempo.normal, ease.move),
    rest.opacity(0, tempo.normal, ease.move),
    caption.say(
      product === undefined
        ? 'The waves of x + y and of x − y cross.'
        : 'Cross the two diagonal waves: a cosine of x times a cosine of y, and a remainder.',
    ),
    stage.look({ zoom: 340 }, 1.6),
    delay(0.5, neuronAt(LEFT, 1.6, ease.move)),
    delay(0.5, terms.row.at(new Vector2(200, -375), 1.6, ease.move)),
    delay(0.5, terms.column.at(new Vector2(700, -375), 1.6, ease.move)),
    delay(0.9, labels().opacity(1, tempo.normal, ease.enter)),
    delay(0.5, join('sum')),
    delay(2.2, count().opacity(1, tempo.normal, ease.enter)),
    delay(1.9, join('difference')),
  );
  texts.remove();
  rest.remove();
  yield* formula().opacity(1, tempo.normal, ease.enter);
  yield* waitFor(2.6);
  yield* all(
    caption.say('Add the waves of x and of y alone, and the neuron comes back.'),
    formula().opacity(0, tempo.normal, ease.move),
    rename('the sum of the four formulas'),
    join('row'),
    delay(1.5, join('column')),
  );
  yield* stage.look({ zoom: 450 }, 1.6);
  yield* waitFor(2.2);
  yield* all(
    labels().opacity(0, tempo.normal, ease.move),
    count().opacity(0, tempo.normal, ease.move),
    built().opacity(0, tempo.normal, ease.move),
    caption.say(''),
  );
  built().remove();
  labels().remove();
  count().remove();
}

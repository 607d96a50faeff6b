import { Node } from '@motion-canvas/2d';
import {
  all,
  createRef,
  delay,
  type ThreadGenerator,
  Vector2,
  waitFor,
  waitUntil,
} from '@motion-canvas/core';
import { Formula } from '../../nodes/formula';
import { Label } from '../../nodes/label';
import { percent } from '../../nodes/number-format';
import { texNumber } from '../../nodes/wave-tex';
import { ease, palette, sequential, sizes, tempo, weights as typeWeights } from '../../theme';
import { type Cast, type Standing, stand, WIDE } from './cast';
import { neuronTex } from './formulas';
import { type PairNeuron, reach } from './load';

/** The two real neurons as they stand beside each other. */
export interface Pair {
  readonly first: Standing;
  readonly second: Standing;
  /** What is written above and under them: of that, what is said of the whole neurons, and of their parts. */
  readonly texts: Node;
  readonly whole: Node;
  readonly parts: Node;
  /** The value that takes the outermost colour, and the world units of the whole range. */
  readonly range: number;
  readonly tall: number;
}

export const LEFT = new Vector2(-470, -90);
export const RIGHT = new Vector2(470, -90);

/** Builds the two neurons, unseen. */
export function buildNeurons({ data, stage, view }: Cast): Pair {
  const { first, second, p, output } = data;
  const range = reach(first.whole, second.whole);
  const look = { colors: sequential, range, tall: 0.46 };
  // A whole neuron less so much of its additive part.
  const standing = ({ whole, additive }: PairNeuron, at: Vector2) =>
    stand(stage, [whole, additive], [1, 0], at, look);
  const sheets = { first: standing(first, LEFT), second: standing(second, RIGHT) };
  const [texts, whole, parts] = [createRef<Node>(), createRef<Node>(), createRef<Node>()];
  const heading = (neuron: PairNeuron, name: string, x: number) => (
    <Node position={[x, -470]}>
      <Label text={`Neuron ${neuron.neuron}`} fontSize={sizes.caption} fontWeight={typeWeights.semibold} />
      <Label
        text={`${name}, weight ${texNumber(neuron.weight, 3).replace('-', '−')} into output ${output}`}
        y={50}
        fill={palette.muted}
      />
    </Node>
  );
  const formulas = (neuron: PairNeuron, x: number) => (
    <Node position={[x, 205]}>
      {neuronTex(neuron, p).map((tex, i) => (
        <Formula tex={tex} y={50 * i} fontSize={sizes.body} />
      ))}
      <Label
        text={`the two waves explain ${percent(neuron.explained)} of this sheet`}
        y={108}
        fill={palette.muted}
      />
    </Node>
  );
  view.add(
    <Node ref={texts} opacity={0}>
      {heading(first, 'n₁', LEFT.x)}
      {heading(second, 'n₂', RIGHT.x)}
      <Node ref={whole}>
        {[LEFT.x, RIGHT.x].map((x) => (
          <Label text={'activation over all x and y, about its mean'} x={x} y={205} fill={palette.muted} />
        ))}
      </Node>
      <Node ref={parts} opacity={0}>
        {formulas(first, LEFT.x)}
        {formulas(second, RIGHT.x)}
      </Node>
    </Node>,
  );
  return {
    ...sheets,
    texts: texts(),
    whole: whole(),
    parts: parts(),
    range,
    tall: look.tall,
  };
}

/** Two neurons of the network: first whole, then only what x and y make together in them. */
export function* neurons(
  { data, stage, caption }: Cast,
  { first, second, texts, whole, parts }: Pair,
): ThreadGenerator {
  yield* waitUntil('neurons');
  stage.azimuth(WIDE.azimuth);
  stage.elevation(WIDE.elevation);
  stage.zoom(WIDE.zoom);
  yield* all(
    caption.say(`Does the network do this? Two of its neurons, both at frequency ${data.k}.`),
    texts.opacity(1, tempo.normal, ease.enter),
    first.sheet.opacity(1, tempo.normal, ease.enter),
    delay(0.3, second.sheet.opacity(1, tempo.normal, ease.enter)),
    stage.azimuth(22, 5, ease.glide),
  );
  yield* waitFor(0.4);
  yield* waitUntil('together');
  yield* all(
    caption.say('Set aside what x does alone and y does alone. This is what they make together.'),
    whole.opacity(0, tempo.normal, ease.move),
    delay(0.6, all(first.weights([1, -1], 2, ease.move), second.weights([1, -1], 2, ease.move))),
    delay(2, parts.opacity(1, tempo.normal, ease.enter)),
    stage.azimuth(28, 3, ease.glide),
  );
  yield* waitFor(1.2);
  yield* caption.say(
    'In both, the wave of x − y swings the same way, and the wave of x + y the opposite way.',
  );
  yield* waitFor(3.2);
}

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
import { Digits, Label } from '../../nodes/label';
import { percent } from '../../nodes/number-format';
import { ease, palette, sequential, sizes, tempo, weights as typeWeights } from '../../theme';
import { type Cast, stand } from './cast';
import { identityTex } from './formulas';
import { reach } from './load';

const MIDDLE = new Vector2(-160, -10);
const COLUMN = 640;

/** All neurons join the two: in the output only x + y is left. */
export function* output(cast: Cast): ThreadGenerator {
  const { data, stage, caption, view } = cast;
  const { choirs, choirShare, k } = data;
  const range = reach(...choirs.map(({ sheet }) => sheet));
  const only = (n: number) => choirs.map((_, i) => (i === n ? 1 : 0));
  const made = stand(
    stage,
    choirs.map(({ sheet }) => sheet),
    only(0),
    MIDDLE,
    { colors: sequential, range, tall: 0.36 },
  );
  const [heading, texts, count, what, formula] = [
    createRef<Node>(),
    createRef<Node>(),
    createRef<Label>(),
    createRef<Label>(),
    createRef<Node>(),
  ];
  view.add(
    <>
      <Node ref={heading} opacity={0}>
        <Label
          text={`MLP output, dimension ${data.output}`}
          position={[-900, -470]}
          offset={[-1, 0]}
          fontSize={sizes.caption}
          fontWeight={typeWeights.semibold}
        />
        <Label
          text={'each neuron times its own weight, summed'}
          position={[-900, -418]}
          offset={[-1, 0]}
          fill={palette.muted}
        />
      </Node>
      <Node ref={texts} opacity={0}>
        <Node position={[COLUMN, -110]}>
          <Label ref={count} text={`${choirs[0]?.neurons ?? 2}`} fontSize={sizes.title} />
          <Label ref={what} text={'neurons'} y={72} fill={palette.muted} />
          <Digits
            text={() => percent(choirShare(made.weights()))}
            y={190}
            fontSize={sizes.heading}
            fill={palette.accent}
          />
          <Label text={'of the variance'} y={246} fill={palette.muted} />
          <Label text={'depends on x + y alone'} y={286} fill={palette.muted} />
        </Node>
      </Node>
      <Node ref={formula} y={-440} opacity={0}>
        <Formula tex={identityTex} fontSize={sizes.caption} />
      </Node>
    </>,
  );
  const join = function* (n: number, text: string): ThreadGenerator {
    yield* all(
      made.weights(only(n), 2.6, ease.move),
      delay(
        0.6,
        (function* (): ThreadGenerator {
          yield* all(count().opacity(0, tempo.quick, ease.move), what().opacity(0, tempo.quick, ease.move));
          count().text(String(choirs[n]?.neurons ?? 0));
          what().text(text);
          yield* all(count().opacity(1, tempo.quick, ease.enter), what().opacity(1, tempo.quick, ease.enter));
        })(),
      ),
    );
  };

  yield* waitUntil('output');
  stage.zoom(640);
  yield* all(
    made.sheet.opacity(1, tempo.normal, ease.enter),
    heading().opacity(1, tempo.normal, ease.enter),
    texts().opacity(1, tempo.normal, ease.enter),
    caption.say('With all that these two carry, the sum is still rough: x alone and y alone are in it.'),
    stage.azimuth(20, 4, ease.glide),
  );
  yield* waitFor(1);
  yield* waitUntil('frequency joins');
  yield* all(
    join(1, `neurons of frequency ${k}`),
    caption.say('The other neurons of their frequency cancel that, each with its own weight.'),
    stage.azimuth(32, 3, ease.glide),
  );
  yield* waitFor(2);
  yield* waitUntil('all join');
  yield* all(
    join(2, 'neurons, all there are'),
    caption.say('All neurons together: ridges along x + y, at every frequency the network uses.'),
  );
  yield* waitFor(2);
  yield* waitUntil('end');
  yield* all(
    stage.look({ azimuth: 40, elevation: 44, zoom: 600 }, 3),
    heading().opacity(0, tempo.normal, ease.move),
    caption.say('Products go in. The sum comes out.'),
  );
  yield* formula().opacity(1, tempo.normal, ease.enter);
  yield* waitFor(3.2);
}

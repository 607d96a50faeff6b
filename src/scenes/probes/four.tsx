import { Node } from '@motion-canvas/2d';
import {
  all,
  createRef,
  delay,
  type Reference,
  type ThreadGenerator,
  Vector2,
  waitFor,
  waitUntil,
} from '@motion-canvas/core';
import { PROBE_PARTS, PROBE_TOKENS } from '../../analysis/clock-probes';
import { Formula } from '../../nodes/formula';
import { Label } from '../../nodes/label';
import { decimal } from '../../nodes/number-format';
import { ResidueAxis } from '../../nodes/residue-axis';
import { WaveTrace } from '../../nodes/wave-trace';
import { ease, palette, roles, sizes, strokes, tempo } from '../../theme';
import { SUM } from './layout';
import type { Rows } from './rows';
import { type Stage, waveName } from './stage';
import type { SumPlot } from './summing';
import { type Probe, type ProbePart, reach } from './weighted-sum';

const WIDTH = 800;
/** Where the four curves stand at the end: x at the left, y at the right; the cosine above the sine. */
const places = {
  x: { cos: new Vector2(-455, -230), sin: new Vector2(-455, 165) },
  y: { cos: new Vector2(455, -230), sin: new Vector2(455, 165) },
} as const;
const HALF = 108;

interface Card {
  readonly trace: Reference<WaveTrace>;
  readonly words: Reference<Node>;
}

/** The four readouts that the clocks are made of, as recorded, each with its R² and its number of weights. */
export function* four(
  stage: Stage,
  sums: Readonly<Record<ProbePart, SumPlot>>,
  sineRows: Rows,
): ThreadGenerator {
  const { root, caption, data, column } = stage;
  const { p, k, probes, shared } = data;
  const unit =
    HALF / reach(PROBE_TOKENS.flatMap((token) => PROBE_PARTS.map((part) => probes[token][part].readout)));
  const cards = { x: { cos: card(), sin: card() }, y: { cos: card(), sin: card() } };
  for (const token of PROBE_TOKENS) {
    for (const part of PROBE_PARTS) {
      const { trace, words } = cards[token][part];
      const probe = probes[token][part];
      // The curves of x are seen already: they set out from where they were summed.
      const begin = token === 'x' ? SUM.at : places.x[part];
      root.add(
        <>
          <WaveTrace
            values={probe.target}
            position={places[token][part]}
            width={WIDTH}
            unit={unit}
            opacity={() => words().opacity()}
            stroke={palette.line}
            lineWidth={strokes.hair}
          />
          <WaveTrace
            ref={trace}
            values={probe.readout}
            position={begin}
            width={token === 'x' ? SUM.width : WIDTH}
            unit={token === 'x' ? sums[part].unit : unit}
            opacity={token === 'x' ? 1 : 0}
            stroke={roles[part]}
            lineWidth={strokes.line}
            baseline={0}
          />
          <Node ref={words} position={places[token][part]} opacity={0}>
            <Formula
              tex={waveName(part, k, p, token)}
              fontSize={44}
              offset={[-1, 0]}
              position={[-WIDTH / 2, -HALF - 56]}
            />
            <Label
              text={description(probe)}
              fill={palette.muted}
              fontSize={sizes.small}
              offset={[1, 0]}
              position={[WIDTH / 2, -HALF - 52]}
            />
            {part === 'sin' ? <ResidueAxis count={p} width={WIDTH} y={HALF + 26} /> : []}
          </Node>
        </>,
      );
    }
  }
  for (const part of PROBE_PARTS) sums[part].trace.remove();

  yield* waitUntil('four curves');
  const move = (part: ProbePart) => {
    const { trace, words } = cards.x[part];
    return all(
      trace().position(places.x[part], tempo.slow, ease.move),
      trace().width(WIDTH, tempo.slow, ease.move),
      trace().unit(unit, tempo.slow, ease.move),
      trace().dot(3.5, tempo.slow, ease.move),
      delay(0.9, words().opacity(1, tempo.normal, ease.enter)),
    );
  };
  yield* all(
    caption.say('So the list for x holds a cosine and a sine of x.'),
    ...[sineRows.node, column, sums.cos.node, sums.sin.node].map((part) => part.opacity(0, 0.6, ease.move)),
    ...PROBE_PARTS.map(move),
  );
  for (const part of [sineRows.node, column, sums.cos.node, sums.sin.node]) part.remove();
  yield* waitFor(1.6);
  const arrive = (part: ProbePart) => {
    const { trace, words } = cards.y[part];
    trace().dot(3.5);
    return all(
      trace().opacity(1, tempo.quick, ease.enter),
      trace().position(places.y[part], tempo.slow, ease.move),
      delay(0.9, words().opacity(1, tempo.normal, ease.enter)),
    );
  };
  yield* all(
    caption.say(
      shared
        ? 'y is looked up in the same table, so the same weights read its cosine and its sine.'
        : 'y has its own place in the input, and weights of its own for its cosine and its sine.',
    ),
    ...PROBE_PARTS.map((part, i) => delay(0.3 + 0.3 * i, arrive(part))),
  );
  yield* waitFor(3);
  yield* waitUntil('what a clock needs');
  yield* caption.say('Four clean waves, a few weights each. That is all that a clock needs.');
  yield* waitFor(3);
}

function card(): Card {
  return { trace: createRef<WaveTrace>(), words: createRef<Node>() };
}

function description({ r2, terms, alpha }: Probe): string {
  return `R² = ${decimal(r2, 3)} · ${terms.length} weights · α = ${alpha.toFixed(4)}`;
}

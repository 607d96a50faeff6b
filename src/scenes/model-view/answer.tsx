import { Node, Rect } from '@motion-canvas/2d';
import {
  all,
  createRef,
  createSignal,
  delay,
  linear,
  type ThreadGenerator,
  waitFor,
  waitUntil,
} from '@motion-canvas/core';
import { Digits, Label } from '../../nodes/label';
import { ease, palette, roles, sizes, tempo } from '../../theme';
import type { Cast } from './cast';
import { dark, flow } from './flow';
import { certainty, sumWritten, verdict } from './sentences';

/** Pixels of the diagram: where the bars of probability begin, how long the bar of certainty is, how high a bar. */
const BARS = { left: 876, length: 250, height: 22 } as const;

/** A score for each answer; softmax makes probabilities of them, and one answer takes it all. */
export function* answer({ data, diagram, caption, brackets, legend, passage }: Cast): ThreadGenerator {
  const { parts, bundles, layout, columns } = diagram;
  const { probabilities } = passage().values;
  const grown = createSignal(0);
  const bars = createRef<Node>();
  const result = createRef<Node>();
  const check = createRef<Digits>();
  yield* waitUntil('scores');
  yield* all(
    caption.say(`Last, a score for each of the ${data.shape.logits} symbols.`),
    diagram.look([layout.logits.x + 20, layout.logits.y - 8], 1.56, 2),
    diagram.spotlight(['last', 'logits', 'unembed'], 1.4),
    delay(0.9, bundles.unembed.pulse(1, 1.6, linear)),
    delay(1.8, parts.logits.lit(1, 1.8, ease.glide)),
    delay(1.4, parts.logits.labels(1, tempo.normal)),
    delay(1.8, brackets.logits.drawn(1, tempo.normal, ease.move)),
  );
  bundles.unembed.pulse(0);
  yield* waitFor(1);

  yield* waitUntil('probability');
  diagram.add(
    <>
      <Node ref={bars} opacity={0}>
        {columns.logits.indices.map((index) => (
          <Rect
            position={() => columns.logits.cellAt(index).addX(BARS.left - layout.logits.x)}
            offset={[-1, 0]}
            width={() => 2 + BARS.length * (probabilities[index] ?? 0) * grown()}
            height={BARS.height}
            radius={3}
            fill={index === passage().answer ? roles.sum : palette.line}
          />
        ))}
      </Node>
      <Label
        text={'probability'}
        position={[BARS.left, layout.logits.y - (layout.logits.most * layout.logits.pitch) / 2 - 24]}
        offset={[-1, 0]}
        fill={palette.muted}
        fontSize={17}
        opacity={() => bars().opacity()}
      />
      <Node
        ref={result}
        position={() => columns.logits.cellAt(passage().answer).addX(BARS.left - layout.logits.x)}
        opacity={0}
      >
        <Digits
          text={certainty(passage().probability)}
          fill={roles.sum}
          fontSize={24}
          x={BARS.length + 16}
          offset={[-1, 0]}
        />
      </Node>
      <Digits
        ref={check}
        text={sumWritten(passage(), data.p)}
        fill={palette.text}
        fontSize={24}
        position={[BARS.left, layout.logits.y + (layout.logits.most * layout.logits.pitch) / 2 + 30]}
        offset={[-1, 0]}
        opacity={0}
      />
    </>,
  );
  yield* all(
    caption.say('Softmax turns the scores into probabilities.'),
    legend.opacity(0, tempo.normal, ease.move),
    bars().opacity(1, tempo.normal, ease.enter),
    delay(0.6, grown(1, 1.4, ease.move)),
    delay(1.4, columns.logits.mark(1, tempo.normal, ease.enter)),
    delay(1.6, result().opacity(1, tempo.normal, ease.enter)),
  );
  yield* waitFor(0.9);
  yield* all(caption.say(verdict(data)), check().opacity(1, tempo.normal, ease.enter));
  yield* waitFor(2.6);
  yield* all(
    bars().opacity(0, tempo.normal, ease.move),
    result().opacity(0, tempo.normal, ease.move),
    check().opacity(0, tempo.normal, ease.move),
  );
  check().remove();
  bars().remove();
  result().remove();
}

/** The network once more as a whole, and other sums on the same way. */
export function* again({ data, diagram, caption, strip, headings, passage }: Cast): ThreadGenerator {
  const { parts, layout, columns } = diagram;
  const written = createRef<Label>();
  diagram.add(
    <Label
      ref={written}
      text={() => String(passage().answer)}
      position={() => columns.logits.cellAt(passage().answer).addX(58)}
      fill={roles.sum}
      fontSize={sizes.heading}
      opacity={0}
    />,
  );
  written().x(layout.logits.x + 68);
  yield* waitUntil('whole');
  yield* all(
    caption.say('Every sum takes this one path.'),
    diagram.look([0, -40], 1, 2),
    diagram.spotlight([], 1.6),
    parts.logits.labels(0, tempo.normal),
    delay(1, headings.opacity(1, tempo.normal, ease.enter)),
    delay(1.2, written().opacity(1, tempo.normal, ease.enter)),
  );
  yield* waitFor(1);
  for (const next of data.others) {
    yield* all(
      dark(diagram),
      parts.tokens.lit(0, 0.5, ease.move),
      parts.tokens.shown(0, 0.5, ease.move),
      columns.logits.mark(0, 0.4),
      written().opacity(0, 0.4),
      strip.opacity(0, 0.5),
    );
    passage(next);
    yield* all(
      strip.opacity(1, 0.5),
      parts.tokens.shown(1, 0.5, ease.move),
      delay(0.3, parts.tokens.lit(1, 0.5, ease.move)),
    );
    yield* flow(diagram);
    yield* all(columns.logits.mark(1, 0.4), written().opacity(1, 0.4));
    yield* waitFor(0.8);
  }
  yield* caption.say('Nobody wrote addition into it. So how does it add?');
  yield* waitFor(2.6);
}

import { all, createRef, sequence } from '@motion-canvas/core';
import { NetworkDiagram } from '../../../src/nodes/network/diagram';
import { BUNDLES, PARTS } from '../../../src/nodes/network/parts';
import type { NetworkShape } from '../../../src/nodes/network/shape';
import { makeExample } from '../example';

/** A network of another size than that of the film, with numbers by a formula in its cells. */
export default makeExample(function* (view) {
  const shape: NetworkShape = { vocabulary: 24, dModel: 24, heads: 3, dHead: 8, dMlp: 96, logits: 24 };
  const wave = (length: number, speed: number) =>
    Float32Array.from({ length }, (_, i) => Math.sin(speed * (i + 1)));
  const three = [1, 2, 3];
  const diagram = createRef<NetworkDiagram>();
  view.add(
    <NetworkDiagram
      ref={diagram}
      shape={shape}
      network={{
        tokens: [9, 17, 23],
        residual: three.map((n) => wave(shape.dModel, n)),
        values: three.map((head) => three.map((n) => wave(shape.dHead, head + 0.3 * n))),
        patterns: [0.2, 0.5, 0.8].map((share) => [
          1,
          0,
          0,
          share,
          1 - share,
          0,
          share / 2,
          0.9 - share / 2,
          0.1,
        ]),
        mixed: three.map((head) => wave(shape.dHead, 0.7 * head)),
        middle: wave(shape.dModel, 0.9),
        post: wave(shape.dMlp, 1.9).map((value) => Math.max(0, value)),
        last: wave(shape.dModel, 2.1),
        logits: Float32Array.from({ length: shape.logits }, (_, z) => Math.cos((2 * Math.PI * (z - 3)) / 23)),
      }}
      ranges={{
        residual: [-1, 1],
        values: [-1, 1],
        middle: [-1, 1],
        post: [-1, 1],
        last: [-1, 1],
        logits: [-1, 1],
      }}
      lines={{
        input: wave(shape.dModel * shape.dMlp, 0.61),
        output: wave(shape.dMlp * shape.dModel, 0.37),
        unembed: wave(shape.dModel * shape.logits, 0.83),
      }}
      tokenName={(token) => (token === 23 ? '=' : String(token))}
      answer={3}
    />,
  );
  const { parts, bundles, columns } = diagram();
  yield* all(
    ...PARTS.map((part) => parts[part].shown(1, 0.6)),
    ...BUNDLES.map((bundle) => bundles[bundle].drawn(1, 0.8)),
  );
  yield* sequence(0.12, ...PARTS.map((part) => parts[part].lit(1, 0.5)));
  for (const part of PARTS) parts[part].labels(1);
  yield* all(columns.logits.mark(1, 0.3), diagram().look([640, -34], 1.7, 0.8));
});

import { all, delay, linear, sequence, type ThreadGenerator } from '@motion-canvas/core';
import type { NetworkDiagram } from '../../nodes/network/diagram';
import { ease } from '../../theme';

/** The parts that light up after the symbols, and the wires that values take to each. */
const STAGES = [
  ['residual', ['lookup']],
  ['values', ['values', 'stream']],
  ['patterns', []],
  ['mixed', []],
  ['middle', ['mixed']],
  ['hidden', ['input']],
  ['last', ['output', 'bypass']],
  ['logits', ['unembed']],
] as const;

/** A sum passes through the whole network, from the embedding to the scores. */
export function* flow({ parts, bundles }: NetworkDiagram, pace = 0.36): ThreadGenerator {
  yield* sequence(
    pace,
    ...STAGES.map(([part, through]) =>
      all(
        ...through.map((bundle) => bundles[bundle].pulse(1, 0.7, linear)),
        delay(0.25, parts[part].lit(1, 0.6, ease.glide)),
      ),
    ),
  );
  for (const bundle of Object.values(bundles)) bundle.pulse(0);
}

/** All cells but those of the symbols go dark. */
export function dark({ parts }: NetworkDiagram): ThreadGenerator {
  return all(...STAGES.map(([part]) => parts[part].lit(0, 0.5, ease.move)));
}

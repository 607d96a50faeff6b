import { exampleActivations, type Network, networkOfRun } from '../../analysis/example-activations';
import { InputError } from '../../errors';
import type { NetworkRanges, NetworkShape, NetworkValues, NetworkWeights } from '../../nodes/network/shape';
import type { Run } from '../../recording/run';

/** One sum on its way through the network. */
export interface Passage {
  readonly x: number;
  readonly y: number;
  /** The answer that gets the highest score, and its probability. */
  readonly answer: number;
  readonly probability: number;
  readonly values: NetworkValues & { readonly probabilities: Float64Array };
  /** How many neurons are above zero. */
  readonly active: number;
}

/** What the chapter takes from a recording. */
export interface ModelViewData {
  readonly p: number;
  readonly shape: NetworkShape;
  readonly activation: string;
  /** How many learned numbers the network has. */
  readonly parameters: number;
  /** Whether the sums that are shown were held out of the training. */
  readonly heldOut: boolean;
  /** The worked example, and the sums that follow it at the end. */
  readonly example: Passage;
  readonly others: readonly Passage[];
  readonly ranges: NetworkRanges;
  readonly weights: NetworkWeights;
}

/** So many sums are sent through at the end. */
const OTHERS = 2;

/** Colours are full from this quantile of the absolute values on, so that one outlier does not darken the rest. */
const FULL_COLOR = 0.97;

/**
 * Reads what the chapter shows: the final network of a run, and its activations on worked examples.
 *
 * @throws InputError if the run is not about addition, holds no worked example, or lacks a tensor or weights.
 */
export async function loadModelView(run: Run): Promise<ModelViewData> {
  const { operation, fraction } = run.manifest.task;
  if (operation !== 'add') {
    throw new InputError(
      `the chapter "model-view" explains addition, but run "${run.name}" was trained on "${operation}". Choose a run with op=add.`,
    );
  }
  const { p } = run;
  const recorded = (await run.tensor('examples.pair')).data;
  const pairs = Array.from({ length: recorded.length / 2 }, (_, i) => ({
    x: Number(recorded[2 * i]),
    y: Number(recorded[2 * i + 1]),
  }));
  const chosen = choosePairs(pairs, p);
  const network = await networkOfRun(run);
  const passages = chosen.map(({ x, y }) => passageOf(network, x, y));
  const [example, ...others] = passages;
  if (example === undefined) {
    throw new InputError(
      `run "${run.name}": the tensor "examples.pair" holds no worked example. Record it with: npm run analyze run=${run.name}`,
    );
  }
  const { architecture: a, weights } = network;
  return {
    p,
    shape: {
      vocabulary: a.dVocab,
      dModel: a.dModel,
      heads: a.heads,
      dHead: a.dHead,
      dMlp: a.dMlp,
      logits: a.dVocabOut,
    },
    activation: a.activation,
    parameters: Object.values(weights).reduce((sum, { length }) => sum + length, 0),
    heldOut: fraction > 0 && fraction < 1,
    example,
    others,
    ranges: colorRanges(passages),
    weights: {
      input: weights['blocks.0.mlp.W_in'],
      output: weights['blocks.0.mlp.W_out'],
      unembed: weights['unembed.W_U'],
    },
  };
}

/** Sends one sum through the network. */
export function passageOf(network: Network, x: number, y: number): Passage {
  const found = exampleActivations(network, x, y);
  const answer = found.logits.reduce((best, score, z) => (score > (found.logits[best] ?? 0) ? z : best), 0);
  return {
    x,
    y,
    answer,
    probability: found.probabilities[answer] ?? Number.NaN,
    values: { tokens: [x, y, network.size], ...found },
    active: found.post.filter((value) => value > 0).length,
  };
}

/** The first sum that wraps around p, or the first of all; after it, those that come next in the recording. */
export function choosePairs<P extends { readonly x: number; readonly y: number }>(
  pairs: readonly P[],
  p: number,
): P[] {
  const first = Math.max(
    0,
    pairs.findIndex(({ x, y }) => x + y >= p),
  );
  return pairs.slice(first, first + 1 + OTHERS);
}

/** One scale for each part, about zero, the same for every sum that is shown; "=", which never changes, does not count. */
function colorRanges(passages: readonly Passage[]): NetworkRanges {
  const around = (read: (values: NetworkValues) => readonly ArrayLike<number>[]): [number, number] => {
    const sizes = passages
      .flatMap(({ values }) => read(values).flatMap((vector) => Array.from(vector, Math.abs)))
      .sort((a, b) => a - b);
    const full = sizes[Math.floor(FULL_COLOR * (sizes.length - 1))] ?? 1;
    return [-full, full];
  };
  return {
    residual: around(({ residual }) => residual.slice(0, 2)),
    values: around(({ values, mixed }) => [
      ...values.flatMap((positions) => positions.slice(0, 2)),
      ...mixed,
    ]),
    middle: around(({ middle }) => [middle]),
    post: around(({ post }) => [post]),
    last: around(({ last }) => [last]),
    logits: around(({ logits }) => [logits]),
  };
}

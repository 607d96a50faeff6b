import { activation } from '../model/forward';
import { foldNetwork } from '../model/network';
import type { Run } from '../recording/run';
import { labels } from '../recording/tensor';
import { CLUSTER_SHARE } from './neuron-clusters';
import { chooseNeuronPair, type NeuronPair, writtenBy } from './neuron-pair';
import { columnSurface } from './neuron-surfaces';
import { architectureOfRun, weightsOfRun } from './run-input';

/** Two neurons, and how all the others join them in one dimension of the MLP output. */
export interface PairInOutput {
  readonly pair: NeuronPair;
  /** The activations of the two over all pairs [x, y]. */
  readonly surfaces: readonly [Float64Array, Float64Array];
  /** What neurons write into the output: the two, all of their frequency, all there are; without the bias. */
  readonly written: readonly WrittenBy[];
}

/** What so many neurons write. */
export interface WrittenBy {
  readonly neurons: number;
  readonly surface: Float64Array;
}

/**
 * The pair of a recorded run of x + y at its last step, computed from the weights: half a second for 512 neurons.
 *
 * @returns nothing where there is no pair, see {@link chooseNeuronPair}.
 * @throws InputError as {@link Run.tensor} does.
 */
export async function pairInOutput(run: Run): Promise<PairInOutput | undefined> {
  const keys = await run.numbers('key_frequencies');
  const frequencies = await run.numbers('blocks.0.mlp.neuron_frequency');
  const shares = await run.numbers('blocks.0.mlp.neuron_share');
  const output = Number(labels(await run.tensor('blocks.0.hook_mlp_out'), 'dModel')[0]);
  const architecture = architectureOfRun(run);
  const step = run.checkpointSteps.at(-1) ?? 0;
  const network = foldNetwork(architecture, await weightsOfRun(run, architecture, step));
  const post = activation(network, 'blocks.0.mlp.hook_post').data;
  const profiles = frequencies.map((frequency, n) => ({ frequency, share: shares[n] ?? 0 }));
  const pair = chooseNeuronPair(network, post, profiles, keys, output);
  if (pair === undefined) return undefined;
  const all = profiles.map((_, n) => n);
  const ofFrequency = all.filter((n) => frequencies[n] === pair.k && (shares[n] ?? 0) >= CLUSTER_SHARE);
  const [first, second] = pair.neurons;
  return {
    pair,
    surfaces: [columnSurface(post, architecture.dMlp, first), columnSurface(post, architecture.dMlp, second)],
    written: [pair.neurons, ofFrequency, all].map((neurons) => ({
      neurons: neurons.length,
      surface: writtenBy(network, post, neurons, output),
    })),
  };
}

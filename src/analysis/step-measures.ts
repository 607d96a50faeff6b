import type { Architecture } from '../model/architecture';
import { activation } from '../model/forward';
import { foldNetwork, type Network } from '../model/network';
import type { Task } from '../model/task';
import type { FloatArray, Weights } from '../model/weights';
import { type ClockProbe, probeR2, readProbe } from './clock-probes';
import type { Dft } from './dft';
import type { Interaction } from './interaction';
import type { LogitTable } from './logit-waves';
import { type LogitMeasures, measureLogits, measureWeights, type WeightMeasures } from './measure-step';
import { joined } from './named-tensors';
import { neuronFrequencies } from './neuron-clusters';
import { columnSurface, onlyNeurons } from './neuron-surfaces';
import type { Perspective } from './perspective';
import { frequencyShares, interactions, measureActivations } from './site-measures';
import { type PairSplit, type SplitScore, scoreSplit } from './split-score';
import { outputSurface } from './surface-tensors';

/**
 * What is followed over the steps, decided at the final one. Plain data: it can be sent to another thread.
 */
export interface StepPlan {
  readonly keys: readonly number[];
  readonly probes: readonly ClockProbe[];
  /** The neurons, the dimension of the MLP output and the answer whose surfaces are filmed. */
  readonly neurons: readonly number[];
  readonly output: number;
  readonly answer: number;
  /** The neurons whose pre-activations along the row x = 0 are filmed. */
  readonly rowNeurons: readonly number[];
  /** The steps at which the activations are looked at: what is filmed, and what needs all neurons. */
  readonly watched: readonly number[];
}

/** Everything measured at one recorded step. Plain data. */
export interface StepRecord {
  readonly step: number;
  readonly weights: WeightMeasures;
  readonly score: SplitScore;
  /** Absent where the operation is not addition in any view. */
  readonly logits?: LogitMeasures;
  /** R² of the final step's probes, ordered key, token, part. */
  readonly probeR2: readonly number[];
  /** What they read for each token value, in the same order. */
  readonly probeReadouts: readonly Float64Array[];
  /** At the watched steps. */
  readonly watched?: WatchedStep;
}

/** What is seen of the activations at a watched step. Surfaces and rows are for the eye: float32. */
export interface WatchedStep {
  /** How the variance divides at each of `PRODUCT_SITES`. */
  readonly sites: readonly Interaction[];
  /** The share of each frequency in the variance of all neurons, before and after the activation function, [K]. */
  readonly preShares: Float32Array;
  readonly postShares: Float32Array;
  /** The frequency of each neuron and its share, [dMlp]. */
  readonly frequencies: Int16Array;
  readonly shares: Float32Array;
  /** The surfaces [x, y] of the plan's neurons, one after the other, of its output dimension and of its answer. */
  readonly neurons: Float32Array;
  readonly output: Float32Array;
  readonly answer: Float32Array;
  /** Pre-activations of the plan's row neurons at x = 0, [neuron, y]. */
  readonly rows: Float32Array;
}

/** Who measures steps: the run, how it is looked at, and what is followed. */
export interface StepMeasurer {
  readonly task: Task;
  readonly split: PairSplit;
  readonly architecture: Architecture;
  readonly perspective: Perspective;
  readonly plan: StepPlan;
  readonly dft: Dft;
}

/**
 * Measures one step.
 *
 * @param values logits [pairs, dVocabOut] of all pairs in the task's own order.
 */
export function measureStep(
  measurer: StepMeasurer,
  step: number,
  weights: Weights,
  values: FloatArray,
): StepRecord {
  const { task, split, architecture, perspective, plan, dft } = measurer;
  const network = perspective.network(foldNetwork(architecture, weights));
  const table = perspective.logits(values, architecture.dVocabOut);
  return {
    step,
    weights: measureWeights(network, plan.keys, dft),
    score: scoreSplit(values, architecture.dVocabOut, task.labels, task.size, split),
    probeR2: plan.probes.map((probe) => probeR2(probe, network)),
    probeReadouts: plan.probes.map((probe) => readProbe(probe, network)),
    ...('reason' in perspective.view
      ? {}
      : { logits: measureLogits(table, perspective.table.split, plan.keys, dft) }),
    ...(plan.watched.includes(step) ? { watched: watch(plan, network, table) } : {}),
  };
}

function watch(
  { keys, neurons, output, answer, rowNeurons }: StepPlan,
  network: Network,
  table: LogitTable,
): WatchedStep {
  const { dMlp } = network.architecture;
  const pre = activation(network, 'blocks.0.mlp.hook_pre').data;
  const measures = measureActivations(network, pre);
  const clusters = neuronFrequencies(measures.post.powers);
  const firstRow = Int32Array.from({ length: network.size }, (_, y) => y);
  const row = activation(onlyNeurons(network, rowNeurons), 'blocks.0.mlp.hook_pre', firstRow).data;
  return {
    sites: interactions(measures, keys),
    preShares: Float32Array.from(frequencyShares(measures.pre.powers)),
    postShares: Float32Array.from(frequencyShares(measures.post.powers)),
    frequencies: Int16Array.from(clusters, ({ frequency }) => frequency),
    shares: Float32Array.from(clusters, ({ share }) => share),
    neurons: joined(neurons.map((neuron) => columnSurface(pre, dMlp, neuron))),
    output: Float32Array.from(outputSurface(network, output, pre)),
    answer: Float32Array.from(columnSurface(table.values, table.columns, answer)),
    rows: joined(rowNeurons.map((_, i) => columnSurface(row, rowNeurons.length, i))),
  };
}

import type { Architecture } from '../model/architecture';
import { multiply } from '../model/matrix';
import { foldNetwork, type Network } from '../model/network';
import type { Task } from '../model/task';
import type { FloatArray, Weights } from '../model/weights';
import { type ClockProbe, probeR2, readProbe } from './clock-probes';
import type { Dft } from './dft';
import type { Interaction } from './interaction';
import type { LogitTable } from './logit-waves';
import { type LogitMeasures, measureLogits, measureWeights, type WeightMeasures } from './measure-step';
import { neuronFrequencies } from './neuron-clusters';
import { columnSurface } from './neuron-surfaces';
import type { PairTable, Perspective } from './perspective';
import { type ProductAblations, productAblations } from './product-ablations';
import { frequencyShares, interactions, measureActivations } from './site-measures';
import { type PairSplit, type SplitScore, scoreSplit } from './split-score';

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
  /** Those of the watched steps at which it is asked where products are made, by taking them away. */
  readonly ablated: readonly number[];
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
  /** At the ablated steps. */
  readonly products?: ProductAblations;
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
 * @param logits [pairs, dVocabOut] of all pairs in the task's own order.
 */
export function measureStep(
  measurer: StepMeasurer,
  step: number,
  weights: Weights,
  logits: FloatArray,
): StepRecord {
  // One type of array: what reads it is compiled once, for it.
  const values = logits instanceof Float64Array ? logits : new Float64Array(logits);
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
    ...(plan.watched.includes(step) ? watch(plan, step, network, table, perspective.table) : {}),
  };
}

function watch(
  { keys, neurons, output, answer, rowNeurons, ablated }: StepPlan,
  step: number,
  network: Network,
  logits: LogitTable,
  table: PairTable,
): Pick<StepRecord, 'watched' | 'products'> {
  const { dMlp, dModel } = network.architecture;
  const p = network.size;
  const writes = columnSurface(network.weights['blocks.0.mlp.W_out'], dModel, output);
  const bias = network.weights['blocks.0.mlp.b_out'][output] as number;
  const neuronSurfaces = new Float32Array(neurons.length * p * p);
  const outputSurface = new Float32Array(p * p);
  const rows = new Float32Array(rowNeurons.length * p);
  const measures = measureActivations(network, (x, pre, post) => {
    for (let y = 0; y < p; y++) {
      neurons.forEach((neuron, i) => {
        neuronSurfaces[(i * p + x) * p + y] = pre[y * dMlp + neuron] as number;
      });
      if (x === 0)
        rowNeurons.forEach((neuron, i) => {
          rows[i * p + y] = pre[y * dMlp + neuron] as number;
        });
    }
    outputSurface.set(multiply(post, writes, p, dMlp, 1, new Float64Array(p).fill(bias)), x * p);
  });
  const clusters = neuronFrequencies(measures.post.powers);
  const watched = {
    sites: interactions(measures, keys),
    preShares: Float32Array.from(frequencyShares(measures.pre.powers)),
    postShares: Float32Array.from(frequencyShares(measures.post.powers)),
    frequencies: Int16Array.from(clusters, ({ frequency }) => frequency),
    shares: Float32Array.from(clusters, ({ share }) => share),
    neurons: neuronSurfaces,
    output: outputSurface,
    answer: Float32Array.from(columnSurface(logits.values, logits.columns, answer)),
    rows,
  };
  return ablated.includes(step)
    ? { watched, products: productAblations(network, table, measures) }
    : { watched };
}

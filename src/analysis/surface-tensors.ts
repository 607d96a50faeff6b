import { activate } from '../model/activation-function';
import { activation } from '../model/forward';
import { multiply } from '../model/matrix';
import type { Network } from '../model/network';
import type { NamedTensor } from '../recording/tensor';
import type { Dft } from './dft';
import type { LogitTable } from './logit-waves';
import { joined, named } from './named-tensors';
import { NEURON_CHOICE_RULE } from './neuron-choice';
import { columnSurface } from './neuron-surfaces';
import { pairMarginals } from './pair-marginals';
import { waveTensors } from './wave-tensors';

const PRE = 'blocks.0.mlp.hook_pre';
const POST = 'blocks.0.mlp.hook_post';
const OUT = 'blocks.0.hook_mlp_out';

/** How many dimensions of the MLP output are recorded. */
const RECORDED_OUTPUTS = 3;

/** What is drawn of the final network, and the entries that are followed over the steps. */
export interface FinalSurfaces {
  readonly surfaces: readonly NamedTensor[];
  /** Plane-wave tables and means of the same surfaces. */
  readonly waves: readonly NamedTensor[];
  /** The dimension of the MLP output that shows the sum most clearly. */
  readonly output: number;
}

/** The activations [p², dMlp] of all pairs, before and after the activation function. */
export interface PairActivations {
  readonly pre: Float64Array;
  readonly post: Float64Array;
}

/**
 * The surfaces of the chosen neurons before and after the activation, of the clearest dimensions of the MLP output
 * and of one answer's logit, with their plane waves.
 *
 * @param answer the answer whose logit is recorded; @param logits logits of all pairs in the task's own order.
 */
export function finalSurfaces(
  network: Network,
  { pre, post }: PairActivations,
  neurons: readonly number[],
  answer: number,
  logits: LogitTable,
  dft: Dft,
): FinalSurfaces {
  const p = network.size;
  const { dMlp } = network.architecture;
  const outputs = clearestOutputs(network, post);
  const surfacesOf = (values: Float64Array) => neurons.map((neuron) => columnSurface(values, dMlp, neuron));
  const groups = [
    {
      site: PRE,
      axis: { name: 'neuron', labels: neurons },
      data: surfacesOf(pre),
      meaning: `pre-activation of chosen neurons over all pairs. Choice: ${NEURON_CHOICE_RULE}`,
    },
    {
      site: POST,
      axis: { name: 'neuron', labels: neurons },
      data: surfacesOf(post),
      meaning: 'activation of the same neurons over all pairs',
    },
    {
      site: OUT,
      axis: { name: 'dModel', labels: outputs.map(({ dimension }) => dimension) },
      data: outputs.map(({ surface }) => surface),
      meaning: `MLP output over all pairs: the ${RECORDED_OUTPUTS} dimensions with the largest share of variance in functions of x + y`,
    },
    {
      site: 'logits',
      axis: { name: 'answer', labels: [answer] },
      data: [columnSurface(logits.values, logits.columns, answer)],
      meaning: 'logit of one answer over all pairs',
    },
  ].filter(({ axis }) => axis.labels.length > 0);
  return {
    surfaces: groups.map(({ site, axis, data, meaning }) =>
      named(site, joined(data), { [axis.name]: axis.labels, x: p, y: p }, { unit: 'activation', meaning }),
    ),
    waves: groups.flatMap(({ site, axis, data }) => waveTensors(site, axis, data, dft)),
    output: outputs[0]?.dimension ?? 0,
  };
}

/**
 * The surface [x, y] of one dimension of the MLP output, without computing the others.
 *
 * @param pre the pre-activations [p², dMlp] of all pairs, when somebody has them already.
 */
export function outputSurface(
  network: Network,
  dimension: number,
  pre: Float64Array = activation(network, PRE).data,
): Float64Array {
  const { dMlp, dModel, activation: name } = network.architecture;
  const column = columnSurface(network.weights['blocks.0.mlp.W_out'], dModel, dimension);
  const bias = network.weights['blocks.0.mlp.b_out'][dimension] as number;
  const surface = new Float64Array(pre.length / dMlp);
  for (let i = 0; i < surface.length; i++) {
    let sum = bias;
    for (let n = 0; n < dMlp; n++) {
      sum += activate(name, pre[i * dMlp + n] as number) * (column[n] as number);
    }
    surface[i] = sum;
  }
  return surface;
}

/** The dimensions of the MLP output with the largest share of their variance in functions of x + y. */
function clearestOutputs(network: Network, post: Float64Array) {
  const { dModel, dMlp } = network.architecture;
  const p = network.size;
  const bias = network.weights['blocks.0.mlp.b_out'];
  const data = new Float64Array(p * p * dModel);
  for (let pair = 0; pair < p * p; pair++) data.set(bias, pair * dModel);
  multiply(post, network.weights['blocks.0.mlp.W_out'], p * p, dMlp, dModel, data);
  const { sums, power } = pairMarginals(data, dModel, p);
  return Array.from({ length: dModel }, (_, dimension) => {
    let held = 0;
    for (let s = 0; s < p; s++) held += p * (sums[s * dModel + dimension] as number) ** 2;
    const total = power[dimension] as number;
    return { dimension, share: total === 0 ? 0 : held / total };
  })
    .sort((a, b) => b.share - a.share)
    .slice(0, RECORDED_OUTPUTS)
    .map(({ dimension }) => ({ dimension, surface: columnSurface(data, dModel, dimension) }));
}

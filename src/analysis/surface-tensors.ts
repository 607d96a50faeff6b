import { activate } from '../model/activation-function';
import { activation } from '../model/forward';
import type { Network } from '../model/network';
import type { NamedTensor } from '../recording/tensor';
import type { Dft } from './dft';
import type { LogitTable } from './logit-waves';
import { joined, named } from './named-tensors';
import { NEURON_CHOICE_RULE } from './neuron-choice';
import { columnSurface, neuronSurfaces } from './neuron-surfaces';
import { explainedByWaves, planeWaves } from './plane-waves';
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

/**
 * The surfaces of the chosen neurons before and after the activation, of the clearest dimensions of the MLP output
 * and of one answer's logit, with their plane waves.
 *
 * @param answer the answer whose logit is recorded; @param logits logits of all pairs in the task's own order.
 */
export function finalSurfaces(
  network: Network,
  neurons: readonly number[],
  answer: number,
  logits: LogitTable,
  dft: Dft,
): FinalSurfaces {
  const p = network.size;
  const outputs = clearestOutputs(network, dft);
  const groups = [
    {
      site: PRE,
      axis: { name: 'neuron', labels: neurons },
      data: neuronSurfaces(network, neurons, PRE),
      meaning: `pre-activation of chosen neurons over all pairs. Choice: ${NEURON_CHOICE_RULE}`,
    },
    {
      site: POST,
      axis: { name: 'neuron', labels: neurons },
      data: neuronSurfaces(network, neurons, POST),
      meaning: 'activation of the same neurons over all pairs',
    },
    {
      site: OUT,
      axis: { name: 'dModel', labels: outputs.map(({ dimension }) => dimension) },
      data: outputs.map(({ surface }) => surface),
      meaning: `MLP output over all pairs: the ${RECORDED_OUTPUTS} dimensions with the largest share of variance in waves of x + y`,
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

function clearestOutputs(network: Network, dft: Dft) {
  const { dModel } = network.architecture;
  const { data } = activation(network, OUT);
  return Array.from({ length: dModel }, (_, dimension) => {
    const surface = columnSurface(data, dModel, dimension);
    const table = planeWaves(surface, network.size, dft);
    const share = explainedByWaves(
      table,
      table.waves.filter(({ kind }) => kind === 'sum'),
    );
    return { dimension, surface, share };
  })
    .sort((a, b) => b.share - a.share)
    .slice(0, RECORDED_OUTPUTS);
}
